package io.kassa.refund.entity;

/** Why money goes back. */
public enum RefundCause {
  /** The merchant asked for it. */
  MERCHANT,
  /** It came after the payment's time was over, and the merchant wants none of that. */
  LATE,
  /** It came for a payment that was canceled or paid otherwise. */
  SURPLUS
}
