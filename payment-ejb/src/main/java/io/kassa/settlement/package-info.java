/**
 * Settlements: what a merchant earned in a period of whole UTC days, frozen, and its payment.
 *
 * <p>Everything is taken from the ledger's closed days, so a statement ties to the accounts to the
 * minor unit. Periods of a merchant and currency follow each other without gap. What the merchant
 * gave its customers is netted, so who deposits and pays itself is paid nothing; what it owes is
 * carried into the next settlement. Refuses a period that is not closed, that does not continue the
 * last one, and a second payment.
 */
package io.kassa.settlement;
