package io.kassa.settlement.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a merchant earned in a period, as frozen when it was made. The merchant's position is what
 * Kassa owes it less what it owes Kassa: the balance of its payable less that of its funding
 * receivable. Amounts are minor units.
 *
 * @param number counts the merchant's settlements in this currency from 1
 * @param from the first day, UTC
 * @param to the day after the last
 * @param openingMinor the position at the begin of {@code from}
 * @param closingMinor the position at the begin of {@code to}
 * @param netMinor what is due for everything before {@code to} that no settlement paid before;
 *     negative if the merchant owes, which the next one carries
 * @param payableMinor what is to be paid out: the net, or nothing
 * @param payableAccount the ledger account that the payment debits
 * @param fundingNettedMinor how much of payable and funding receivable cancelled each other
 * @param nettingId the ledger's transaction that did so; null if there was nothing to cancel
 * @param days each day of the period; empty in a list
 * @param payout the last payment; null if there was none
 */
public record Settlement(
    UUID merchantId,
    UUID id,
    int number,
    String currency,
    LocalDate from,
    LocalDate to,
    long openingMinor,
    long closingMinor,
    long netMinor,
    long payableMinor,
    UUID payableAccount,
    long fundingNettedMinor,
    UUID nettingId,
    String merchantName,
    boolean test,
    Instant createdAt,
    List<SettlementDay> days,
    Movements total,
    Payout payout) {

  /** Whether it waits for its payment, has it, or needs none. */
  public enum Status {
    OPEN,
    PAID_OUT,
    NOTHING_PAYABLE
  }

  /** How far its payment is. */
  public Status status() {
    if (payableMinor == 0) {
      return Status.NOTHING_PAYABLE;
    }
    return payout == null || payout.reversed() ? Status.OPEN : Status.PAID_OUT;
  }
}
