package io.kassa.channel;

import java.time.Instant;

/** What a provider said about a refund, verified; or that nothing is sure. */
public sealed interface RefundOutcome {

  /**
   * The money went back.
   *
   * @param providerRefundId the provider's own number; null if it has none
   * @param amountMinor what went back with this refund
   */
  record Refunded(String providerRefundId, long amountMinor, Instant refundedAt)
      implements RefundOutcome {}

  /** The provider works on it. */
  record Pending() implements RefundOutcome {}

  /**
   * It will not happen; the provider's signature holds.
   *
   * @param reason kebab-case or the provider's code
   */
  record Failed(String reason) implements RefundOutcome {}

  /** The provider knows no such refund; its signature on that answer holds. */
  record Absent() implements RefundOutcome {}

  /** Nothing that can be believed. Asked again with the same number, never with a new one. */
  record Unknown(String reason) implements RefundOutcome {}
}
