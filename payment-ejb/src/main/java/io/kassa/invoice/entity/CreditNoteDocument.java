package io.kassa.invoice.entity;

import java.util.UUID;

/**
 * A credit note as its reader sees it.
 *
 * @param refundId of the refund that it is for
 * @param invoiceNumber as printed on the invoice that it corrects
 */
public record CreditNoteDocument(InvoiceDocument document, UUID refundId, String invoiceNumber) {}
