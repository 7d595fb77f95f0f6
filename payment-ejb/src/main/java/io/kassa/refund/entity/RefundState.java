package io.kassa.refund.entity;

/** Where a refund is. */
public enum RefundState {
  /** Written; the channel is asked until it says what became of it. */
  PENDING,
  SUCCEEDED,
  /** The channel will not do it; the money stands where it stood before. */
  FAILED
}
