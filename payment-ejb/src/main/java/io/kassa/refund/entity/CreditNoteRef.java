package io.kassa.refund.entity;

/**
 * How far a refund's credit note is.
 *
 * @param number as printed; null while it is being made
 */
public record CreditNoteRef(String number) {
  /** It comes once the money went back. */
  public static final CreditNoteRef PENDING = new CreditNoteRef(null);

  /** Whether there is a document. */
  public boolean issued() {
    return number != null;
  }
}
