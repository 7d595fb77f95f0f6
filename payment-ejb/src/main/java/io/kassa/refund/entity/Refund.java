package io.kassa.refund.entity;

import io.kassa.channel.ChannelName;
import java.time.Instant;
import java.util.UUID;

/**
 * A refund with what its attempt says of the order.
 *
 * @param configurationId through which configuration the money came
 * @param transactionId the provider's number of the order
 * @param paidMinor what the attempt took
 * @param startedAt when the channel was first asked to do it; null if it was not
 * @param asks how often it was asked
 * @param reason the merchant's, which the payer may read; null if there is none
 */
public record Refund(
    UUID merchantId,
    UUID id,
    UUID paymentId,
    UUID attemptId,
    RefundCause cause,
    RefundState status,
    long amountMinor,
    String currency,
    ChannelName channel,
    UUID configurationId,
    String transactionId,
    long paidMinor,
    boolean test,
    Instant startedAt,
    int asks,
    String reason) {

  /** Leaves the reason out, which is free text. */
  @Override
  public String toString() {
    return "Refund[" + id + " " + status + "]";
  }
}
