package io.kassa.invoice.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One number of a series and what it was given to.
 *
 * @param label the number as printed
 * @param refundId null for an invoice
 * @param factsSha256 of the frozen facts' canonical JSON, 64 hex digits
 * @param fileSha256 of the PDF, 64 hex digits; null while it is being made
 */
public record SequenceEntry(
    SequencePosition position,
    UUID id,
    UUID paymentId,
    UUID refundId,
    String label,
    Instant issuedAt,
    String factsSha256,
    String fileSha256) {}
