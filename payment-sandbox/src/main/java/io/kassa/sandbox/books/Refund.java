package io.kassa.sandbox.books;

import java.time.Instant;

/**
 * Money that goes back.
 *
 * @param refundNo the merchant's number, by which a refund is made once
 * @param refundId the provider's number
 * @param at when it was asked for
 * @param settledAt when it ended, or null
 */
public record Refund(
    String refundNo,
    String refundId,
    long amountMinor,
    String reason,
    String notifyUrl,
    RefundState state,
    Instant at,
    Instant settledAt) {

  Refund settled(RefundState to, Instant when) {
    return new Refund(refundNo, refundId, amountMinor, reason, notifyUrl, to, at, when);
  }

  /** A failed refund gives nothing back, and its amount may be asked for again. */
  boolean counts() {
    return state != RefundState.FAILED;
  }
}
