package io.kassa.reconciliation.entity;

/** Where a reconciliation is. */
public enum ReconciliationState {
  /** Asked for; a node takes it within seconds. */
  WAITING,
  /** A node fetches the bill or compares it. One that died loses it to another after a while. */
  RUNNING,
  /** Compared; what differs is written. Final. */
  DONE,
  /** There was no bill yet, or it could not be read; nothing was written. It may run again. */
  FAILED
}
