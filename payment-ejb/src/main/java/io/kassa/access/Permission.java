package io.kassa.access;

/** What a boundary method may be called for. A method names exactly one. */
public enum Permission {
  CREATE_PAYMENT,
  READ_PAYMENT,
  LIST_PAYMENTS,
  CONFIRM_PAYMENT,
  CANCEL_PAYMENT,
  /** Closing what nobody paid at a channel; what CANCEL_PAYMENT begins with. */
  CLOSE_ATTEMPT,
  CREATE_REFUND,
  READ_REFUNDS,
  READ_ACCOUNTS,
  MANAGE_ACCOUNTS,
  READ_MERCHANTS,
  MANAGE_MERCHANTS,
  READ_DEAD_LETTERS,
  ACT_ON_DEAD_LETTERS,
  READ_RELAY,
  PAUSE_RELAY,
  READ_METRICS,
  READ_AUDIT,
  ERASE_PERSONAL_DATA,
  READ_INCIDENTS,
  ACT_ON_INCIDENTS,
  READ_EVENTS,
  /** Sending to one's own endpoints again what they did not take. */
  RETRY_DELIVERIES,
  READ_ATTEMPTS,
  ACT_ON_ATTEMPTS,
  READ_LEDGER,
  REVERSE_TRANSACTION,
  READ_SETTLEMENTS,
  MANAGE_SETTLEMENTS,
  READ_RECONCILIATIONS,
  ACT_ON_RECONCILIATIONS,
  READ_REPORTS,
  /** Of one's own: what a merchant's scope {@code settings} allows. */
  READ_SETTINGS,
  MANAGE_SETTINGS
}
