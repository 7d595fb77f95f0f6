package io.kassa.web.payments;

import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.web.platform.Links;
import java.time.Instant;
import java.util.UUID;

/**
 * An invoice as answered.
 *
 * @param status {@code ISSUED}, or {@code PENDING} while it is being made, when the rest is left
 *     out
 * @param sha256 of the PDF, 64 hex digits
 * @param electronic whether there is XML of it after EN 16931
 */
public record InvoiceJson(
    String status,
    UUID id,
    UUID paymentId,
    String number,
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

  static InvoiceJson pending(UUID paymentId, Links links) {
    return new InvoiceJson(
        "PENDING",
        null,
        paymentId,
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
        links.payment(paymentId) + "/invoice");
  }

  static InvoiceJson of(InvoiceDocument invoice, Links links) {
    return new InvoiceJson(
        "ISSUED",
        invoice.id(),
        invoice.paymentId(),
        invoice.number(),
        invoice.issuedAt(),
        invoice.currency(),
        invoice.netMinor(),
        invoice.taxMinor(),
        invoice.totalMinor(),
        invoice.sha256(),
        invoice.sizeBytes(),
        invoice.test(),
        invoice.electronic(),
        links.payment(invoice.paymentId()) + "/invoice");
  }
}
