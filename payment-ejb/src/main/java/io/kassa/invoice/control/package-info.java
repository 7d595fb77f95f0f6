/**
 * How an invoice is frozen, drawn and kept. {@link io.kassa.invoice.control.InvoiceRenderer} makes
 * the PDF: the same facts give the same bytes on every node, so that an invoice can be made again
 * and compared. It draws a payment invoice; it is no fapiao of the Chinese tax authority and does
 * not claim conformance to PDF/A or EN 16931.
 */
package io.kassa.invoice.control;
