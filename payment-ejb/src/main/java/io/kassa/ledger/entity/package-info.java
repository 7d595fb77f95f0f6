/** Accounts, entries, closings and fee schedules, as values. */
package io.kassa.ledger.entity;
