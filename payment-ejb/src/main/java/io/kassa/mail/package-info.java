/**
 * Invoices and credit notes on their way to buyers who gave an e-mail address. The notice is
 * written in the transaction that issues the document, and followed outside any transaction through
 * the server's mail session. A notice is claimed before its letter goes out, so that only a crash
 * between the letter and its receipt sends it twice; both copies then carry the same Message-ID.
 *
 * <p>The address is read from the payment when the letter is written: what was erased before is
 * sent to nobody. A server that does not serve is asked again for about three days. An address that
 * it refuses is not. No address, subject or text stands in a log, the audit log or the outbox.
 */
package io.kassa.mail;
