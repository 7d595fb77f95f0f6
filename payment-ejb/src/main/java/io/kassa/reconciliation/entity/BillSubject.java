package io.kassa.reconciliation.entity;

/** What a line of a bill, and so a discrepancy, is about. */
public enum BillSubject {
  PAYMENT,
  REFUND
}
