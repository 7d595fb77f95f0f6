/** What operators and auditors read of the books, and what operators set and reverse. */
package io.kassa.ledger.boundary;
