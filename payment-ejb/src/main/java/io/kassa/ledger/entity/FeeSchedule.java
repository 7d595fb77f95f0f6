package io.kassa.ledger.entity;

import io.kassa.channel.ChannelName;
import java.time.Instant;
import java.util.UUID;

/**
 * What a payment through a channel costs its merchant, from a time on until the next one is in
 * force.
 *
 * @param ratePpm parts per million of the amount, 0 to 1 000 000; 6 000 are 0.6 %
 * @param fixedMinor what is added per payment, minor units, 0 or more
 * @param effectiveFrom from when it is in force, by the database's clock; after its creation
 */
public record FeeSchedule(
    UUID merchantId,
    UUID id,
    ChannelName channel,
    String currency,
    int ratePpm,
    long fixedMinor,
    Instant effectiveFrom,
    Instant createdAt) {
  private static final long MILLION = 1_000_000;

  /**
   * The fee of an amount: the rate's part, rounded half up to a minor unit, and the fixed part
   * together, but never more than the amount.
   *
   * @param amountMinor 0 to 999 999 999 999
   */
  public long feeMinor(long amountMinor) {
    // at most 10^12 * 10^6, which a long holds
    long part = (amountMinor * ratePpm + MILLION / 2) / MILLION;
    return Math.min(amountMinor, part + fixedMinor);
  }

  /** Whether it asks the same of a payment as this rate and this fixed part. */
  public boolean asks(int otherRatePpm, long otherFixedMinor) {
    return ratePpm == otherRatePpm && fixedMinor == otherFixedMinor;
  }
}
