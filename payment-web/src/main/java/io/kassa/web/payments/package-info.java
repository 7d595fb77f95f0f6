/** Payments over HTTP: create, confirm, read, wait, cancel, invoice. */
package io.kassa.web.payments;
