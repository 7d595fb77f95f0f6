package io.kassa.ledger.boundary;

import io.kassa.ledger.entity.CodeTotal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What the accounts held at the end of a UTC day.
 *
 * @param merchantId whose accounts; null for those of all merchants
 * @param isFinal whether the day is closed, so that nothing here ever changes
 * @param totals one per code that has accounts
 */
public record TrialBalance(
    LocalDate date, String currency, UUID merchantId, boolean isFinal, List<CodeTotal> totals) {

  /** The sum of the debit column, minor units. */
  public long debitMinor() {
    return totals.stream().mapToLong(CodeTotal::debitMinor).sum();
  }

  /** The sum of the credit column, minor units. */
  public long creditMinor() {
    return totals.stream().mapToLong(CodeTotal::creditMinor).sum();
  }
}
