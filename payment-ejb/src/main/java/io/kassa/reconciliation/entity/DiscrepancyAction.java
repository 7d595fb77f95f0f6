package io.kassa.reconciliation.entity;

/** How a discrepancy is resolved. */
public enum DiscrepancyAction {
  /** Ask the channel, and book what it says. */
  QUERY_AND_BOOK,
  /** Book the money as a surplus and give it back to the payer in full. */
  REFUND,
  /** Post the difference between clearing and suspense, until its reason is known. */
  SUSPENSE,
  /** Leave everything as it is, for the reason given. */
  IGNORE,
  /** A later bill told it: Kassa's own way to resolve what was missing there. */
  FOUND_LATER
}
