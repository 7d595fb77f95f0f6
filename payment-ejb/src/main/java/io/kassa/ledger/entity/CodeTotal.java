package io.kassa.ledger.entity;

import io.kassa.ledger.AccountCode;

/**
 * What all accounts of one code hold together.
 *
 * @param creditsMinusDebits minor units
 */
public record CodeTotal(AccountCode code, long creditsMinusDebits) {

  /** What a trial balance shows in its debit column. */
  public long debitMinor() {
    return Math.max(0, -creditsMinusDebits);
  }

  /** What a trial balance shows in its credit column. */
  public long creditMinor() {
    return Math.max(0, creditsMinusDebits);
  }
}
