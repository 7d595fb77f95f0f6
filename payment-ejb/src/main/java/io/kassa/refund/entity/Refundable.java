package io.kassa.refund.entity;

import io.kassa.channel.ChannelName;
import java.util.UUID;

/**
 * A payment as far as giving its money back needs it.
 *
 * @param attemptId the attempt whose money the payment has; null while it has none
 * @param channel of that attempt; null while there is none
 * @param accountId the customer's account that BALANCE debited, else null or without meaning
 */
public record Refundable(
    UUID merchantId,
    UUID paymentId,
    String currency,
    UUID attemptId,
    ChannelName channel,
    UUID accountId) {

  /** Whether the money goes back inside the database, at once. */
  public boolean toAccount() {
    return channel == ChannelName.BALANCE;
  }
}
