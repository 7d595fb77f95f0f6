package io.kassa.sandbox.books;

/** Why the books refuse a move. */
public enum Refusal {
  ALREADY_PAID,
  CLOSED,
  /** The merchant's deadline is over. */
  TOO_LATE,
  NOT_PAID,
  /** More than what is left to refund. */
  EXCEEDS_PAYMENT,
  /** The same refund number with another amount. */
  OTHER_REFUND,
  TOO_MANY_REFUNDS
}
