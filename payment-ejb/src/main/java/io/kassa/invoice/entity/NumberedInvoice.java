package io.kassa.invoice.entity;

import java.util.UUID;

/**
 * An invoice that has its number and its facts, with or without file.
 *
 * @param hasFile whether the PDF is stored already
 */
public record NumberedInvoice(UUID merchantId, UUID id, InvoiceFacts facts, boolean hasFile) {}
