/**
 * Holds a channel's bill of a day against what Kassa booked. A bill is fetched as a stream, laid
 * down in a table of its own and compared there, by the provider's number, amount, currency and
 * state; its size never shows in memory. What differs is a discrepancy of one of five kinds, with
 * both sides' facts, and waits for an operator. Comparing changes nothing in the books: money moves
 * by the action that an operator chooses, and each is in the audit log.
 */
package io.kassa.reconciliation;
