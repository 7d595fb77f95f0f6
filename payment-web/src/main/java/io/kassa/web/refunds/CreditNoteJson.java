package io.kassa.web.refunds;

import io.kassa.invoice.entity.CreditNoteDocument;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.web.platform.Links;
import java.time.Instant;
import java.util.UUID;

/**
 * A credit note as answered.
 *
 * @param status {@code ISSUED}, or {@code PENDING} while it is being made, when all but the refund
 *     and the address is left out
 * @param invoiceNumber of the invoice that it corrects
 * @param sha256 of the PDF, 64 hex digits
 * @param electronic whether there is XML of it after EN 16931
 */
public record CreditNoteJson(
    String status,
    UUID id,
    UUID refundId,
    UUID paymentId,
    String number,
    String invoiceNumber,
    Instant issuedAt,
    String currency,
    Long netAmount,
    Long taxAmount,
    Long totalAmount,
    String sha256,
    Integer sizeBytes,
    Boolean test,
    Boolean electronic,
    String href) {

  static CreditNoteJson pending(UUID refundId, Links links) {
    return new CreditNoteJson(
        "PENDING",
        null,
        refundId,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        href(refundId, links));
  }

  static CreditNoteJson of(CreditNoteDocument note, Links links) {
    InvoiceDocument document = note.document();
    return new CreditNoteJson(
        "ISSUED",
        document.id(),
        note.refundId(),
        document.paymentId(),
        document.number(),
        note.invoiceNumber(),
        document.issuedAt(),
        document.currency(),
        document.netMinor(),
        document.taxMinor(),
        document.totalMinor(),
        document.sha256(),
        document.sizeBytes(),
        document.test(),
        document.electronic(),
        href(note.refundId(), links));
  }

  private static String href(UUID refundId, Links links) {
    return RefundJson.self(refundId, links) + "/credit-note";
  }
}
