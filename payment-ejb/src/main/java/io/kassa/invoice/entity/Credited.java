package io.kassa.invoice.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * What makes a document a credit note: the refund that it is for and the invoice that it corrects.
 *
 * @param refundedAt when the money went back
 * @param invoiceNumber as printed on the invoice
 * @param invoiceIssuedAt when the invoice got its number
 * @param partial whether the invoice stands on with what is left
 */
public record Credited(
    UUID refundId,
    Instant refundedAt,
    String invoiceNumber,
    Instant invoiceIssuedAt,
    boolean partial) {
  public Credited {
    if (refundId == null
        || refundedAt == null
        || invoiceNumber == null
        || invoiceNumber.isEmpty()
        || invoiceIssuedAt == null) {
      throw new IllegalArgumentException("a credit note without refund or invoice");
    }
  }
}
