/** How invoices are ordered (by message) and fetched. */
package io.kassa.invoice.boundary;
