package io.kassa.channel;

import java.time.Instant;

/**
 * One row of a provider's bill.
 *
 * @param kind what happened
 * @param transactionId the provider's number of the order
 * @param orderNumber ours
 * @param refundNumber ours; null for a payment
 * @param amountMinor what was paid, or refunded; never negative
 * @param currency ISO 4217
 * @param state the provider's word for the state
 * @param at by the provider's clock
 */
public record BillRow(
    Kind kind,
    String transactionId,
    String orderNumber,
    String refundNumber,
    long amountMinor,
    String currency,
    String state,
    Instant at) {

  /** What a row tells of. */
  public enum Kind {
    PAYMENT,
    REFUND
  }
}
