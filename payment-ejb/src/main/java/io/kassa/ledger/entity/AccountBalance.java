package io.kassa.ledger.entity;

import java.time.Instant;

/**
 * What stood on an account before a time.
 *
 * @param before everything booked before it counts; null for all that is booked
 * @param creditsMinusDebits minor units
 * @param isFinal whether the time lies in days that are closed, so that it never changes
 */
public record AccountBalance(
    LedgerAccount account, Instant before, long creditsMinusDebits, boolean isFinal) {

  /** As the account's usual side shows it: negative if it stands on the other one. */
  public long balanceMinor() {
    return account.code().side().shown(creditsMinusDebits);
  }
}
