package io.kassa.settlement.entity;

/** As what a statement is written. */
public enum StatementFormat {
  CSV,
  PDF,
  /** ISO 20022, bank to customer statement: {@code camt.053.001.08}. */
  CAMT_053
}
