package io.kassa.sandbox.books;

/** Where a refund stands. */
public enum RefundState {
  PROCESSING,
  SUCCEEDED,
  FAILED
}
