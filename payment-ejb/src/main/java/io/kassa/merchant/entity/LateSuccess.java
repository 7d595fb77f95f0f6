package io.kassa.merchant.entity;

/** What happens to money that a channel reports after the payment expired. */
public enum LateSuccess {
  /** The payment succeeds late. */
  ACCEPT,
  /** The money goes back. */
  REFUND
}
