package io.kassa.invoice.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * An invoice as its reader sees it.
 *
 * @param number as printed, unique among the merchant's invoices
 * @param sha256 of the PDF, 64 hex digits
 * @param sizeBytes of the PDF
 * @param electronic whether it is also an electronic invoice after EN 16931
 */
public record InvoiceDocument(
    UUID id,
    UUID paymentId,
    String number,
    String series,
    int year,
    Instant issuedAt,
    String currency,
    long netMinor,
    long taxMinor,
    long totalMinor,
    String sha256,
    int sizeBytes,
    boolean test,
    boolean electronic) {}
