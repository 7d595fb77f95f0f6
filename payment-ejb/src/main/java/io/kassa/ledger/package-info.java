/**
 * Double entry, append-only. A posting is one row that debits one account and credits another with
 * the same amount, so an unbalanced transaction cannot be written; entries are a view. Nothing is
 * ever changed or deleted: a mistake is reversed by another posting.
 *
 * <p>Posting into the books is part of the statement that moves the money's owner (see {@code
 * PaymentBook} and {@code BalanceBook}); this package gives the accounts their ids, says what fee a
 * payment costs, rolls balances up day by day and answers what stood where. It refuses to reverse
 * by hand what moved a payer's money.
 */
package io.kassa.ledger;
