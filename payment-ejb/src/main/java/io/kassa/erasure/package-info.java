/**
 * The end of personal data: a merchant erases what a payment holds of a person, or its time is
 * over. It removes what no law keeps and leaves the ledger, the signed confirmation, the hash by
 * which an order is recognised, and issued invoices. It refuses while the data is still needed:
 * before the payment is over, and until its invoice is made.
 */
package io.kassa.erasure;
