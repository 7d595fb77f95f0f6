/** Sums of the ledger, the settlements' tables, and statements as files. */
package io.kassa.settlement.control;
