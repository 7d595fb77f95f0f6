package io.kassa.ledger;

/** The chart of accounts. Every account belongs to one merchant and has one currency. */
public enum AccountCode {
  /** What Kassa owes the merchant for succeeded payments (a liability). */
  MERCHANT_PAYABLE,
  /** What the merchant owes Kassa for value it gave its customers (an asset). */
  MERCHANT_FUNDING_RECEIVABLE,
  /** What a channel owes Kassa for payments it took (an asset). */
  CHANNEL_CLEARING,
  /** What a customer has stored with the merchant (a liability). */
  CUSTOMER_STORED_VALUE,
  /** What Kassa earned. */
  FEES,
  /** Refunds that a channel has not confirmed yet. */
  REFUNDS_IN_TRANSIT,
  /** Money whose reason is not known yet. */
  SUSPENSE
}
