package io.kassa.invoice.entity;

/** A sequence of numbers without gaps, per merchant and year. */
public enum Series {
  /** Invoices. */
  INV,
  /** Credit notes. */
  CN
}
