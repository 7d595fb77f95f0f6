package io.kassa.balance.entity;

/** What may happen to an account. */
public enum AccountStatus {
  OPEN,
  /** Neither debits nor deposits until it is opened again. */
  FROZEN,
  /** Empty for ever. */
  CLOSED
}
