package io.kassa.report.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of a report; amounts are minor units.
 *
 * @param startsAt the begin of the hour or day; of a total, that of the first day
 * @param merchantId null where merchants are together
 * @param channel null where channels are together
 * @param times null where nothing succeeded
 */
public record ReportRow(
    Instant startsAt,
    UUID merchantId,
    ReportChannel channel,
    String currency,
    boolean test,
    Ends ends,
    Refunds refunds,
    ConfirmTimes times) {
  private static final long WHOLE = 1_000_000;

  /** How payments ended; {@code declinedAttempts} are those of the payments that ended. */
  public record Ends(
      long succeeded, long canceled, long expired, long declinedAttempts, long amountMinor) {

    /**
     * How many of those that ended succeeded, parts per million; null if none ended. What expired
     * is below zero for a moment if a late payment is counted before the expiry that it takes back.
     */
    public Long successPpm() {
      long all = succeeded + canceled + Math.max(0, expired);
      return all == 0 ? null : succeeded * WHOLE / all;
    }
  }

  /** What merchants gave back. */
  public record Refunds(long succeeded, long failed, long amountMinor) {}

  /**
   * From the creation of a payment to its confirmation: so many of a hundred took at most so long.
   * Each is the upper end of its bucket, at most a fifth too high.
   */
  public record ConfirmTimes(long p50Millis, long p95Millis, long p99Millis) {
    private static final double STEP = 1.2;

    /** The times of three buckets. */
    public static ConfirmTimes ofBuckets(int p50, int p95, int p99) {
      return new ConfirmTimes(end(p50), end(p95), end(p99));
    }

    /** Where a bucket ends, whole milliseconds. */
    static long end(int bucket) {
      return (long) Math.ceil(Math.pow(STEP, bucket + 1.0));
    }
  }
}
