/**
 * Who did what to what: an append-only record of the actions of operators and of what merchants
 * change for good, written in the transaction of the action itself. The runtime role can neither
 * change nor delete an entry; a sealer chains the entries by hash, so that whoever can is found out
 * by the verification. It records no payments: the ledger does.
 */
package io.kassa.audit;
