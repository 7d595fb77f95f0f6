/**
 * Reports for analysis: how many payments ended how, for how much, and how long payers took, by
 * hour, day, merchant, channel and currency.
 *
 * <p>Each fact is counted once, in the hour in which it happened, from the events: the cursor moves
 * in the transaction that counts. A report reads counts alone, never payments. Refuses a report of
 * more rows than one answer holds.
 */
package io.kassa.report;
