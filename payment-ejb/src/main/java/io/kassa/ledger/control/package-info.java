/** Statements on the ledger: reading, closing days, reversing, and what fees are in force. */
package io.kassa.ledger.control;
