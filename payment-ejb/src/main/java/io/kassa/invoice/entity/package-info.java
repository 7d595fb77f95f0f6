/**
 * What an invoice says. {@link io.kassa.invoice.entity.InvoiceFacts} is frozen with the number and
 * kept as canonical JSON, so that the document can be made again years later, by another node and a
 * later release, and says the same. It refuses facts whose parts do not add up: an invoice that is
 * wrong by a cent is never numbered.
 */
package io.kassa.invoice.entity;
