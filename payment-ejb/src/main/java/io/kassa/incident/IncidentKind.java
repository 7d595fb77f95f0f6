package io.kassa.incident;

import java.util.Locale;

/** What went wrong. */
public enum IncidentKind {
  /** A provider's authentic notice tells of an order that Kassa does not know. */
  NOTICE_FOR_UNKNOWN_ORDER,
  /** An authentic notice names another app, merchant, amount or currency than the order. */
  NOTICE_CONTRADICTS_ORDER,
  /** A channel reports another amount or currency than was asked for, or gave back what counts. */
  OUTCOME_CONTRADICTS_ORDER,
  /** Money arrived for a payment that was canceled, paid otherwise or over; it is given back. */
  MONEY_FOR_FINAL_PAYMENT,
  /** An order that was paid is reported paid again, under another number of the provider. */
  SECOND_TRANSACTION,
  /** A channel was asked for long and said nothing that can be believed. */
  ATTEMPT_UNKNOWN,
  /** Money that had to go back did not. */
  REFUND_FAILED,
  /** A channel was asked for long what became of a refund and said nothing. */
  REFUND_UNKNOWN,
  /** A merchant's endpoint took nothing for days and is not called any more. */
  WEBHOOK_ENDPOINT_DISABLED,
  /** A bill differs from the books. */
  DISCREPANCIES_FOUND,
  /** A bill was asked for over days and could not be had. */
  BILL_MISSING;

  /** The stable kebab-case spelling. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of a {@link #code()} that the database holds. */
  static IncidentKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
