package io.kassa.channel;

import java.util.UUID;

/**
 * A refund as a provider sees it; equal in everything whenever the id is the same.
 *
 * @param refundId whose 32 hex digits are the provider's refund number
 * @param attemptId the attempt that took the money
 * @param transactionId the provider's number of it; may be null if it is not known
 * @param amountMinor what is given back
 * @param paidMinor what the attempt took
 * @param currency ISO 4217
 * @param reason what the payer may read; may be null
 */
public record RefundOrder(
    UUID refundId,
    UUID attemptId,
    String transactionId,
    long amountMinor,
    long paidMinor,
    String currency,
    String reason) {

  /** The provider's refund number. */
  public String number() {
    return OrderNumber.of(refundId);
  }

  /** The provider's number of the order. */
  public String orderNumber() {
    return OrderNumber.of(attemptId);
  }
}
