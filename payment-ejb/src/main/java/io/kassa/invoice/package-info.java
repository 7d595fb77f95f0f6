/**
 * Invoices of succeeded payments, made from a JMS queue, off the phone's path. A short transaction
 * takes the number and freezes the facts; rendering happens outside any transaction and gives the
 * same bytes for the same facts; the file and its hash are stored once, first writer wins. A
 * redelivery completes a numbered invoice that has no file yet, so there are neither gaps nor
 * doubles.
 *
 * <p>A document here is a payment invoice, not one that a tax authority issues. {@code
 * invoice_files.format} is the place for further forms of the same frozen facts.
 */
package io.kassa.invoice;
