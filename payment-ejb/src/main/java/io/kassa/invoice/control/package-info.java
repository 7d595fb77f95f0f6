/**
 * How an invoice is frozen, drawn and kept. {@link io.kassa.invoice.control.InvoiceRenderer} makes
 * the PDF: the same facts give the same bytes on every node, so that an invoice can be made again
 * and compared. It draws a payment invoice as PDF/A-3, with its XML after EN 16931 inside where the
 * facts are enough for that ({@link io.kassa.invoice.control.en16931}); it is no fapiao of the
 * Chinese tax authority.
 */
package io.kassa.invoice.control;
