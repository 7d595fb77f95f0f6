package io.kassa.reconciliation.control;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A day of the Chinese providers' calendar, UTC+8 without summer time.
 *
 * <p>Which of Kassa's attempts belong to it is not sure to the second: an attempt ends here a
 * little after it was paid there, or much later if nobody told. So the day that Kassa answers for
 * begins and ends {@value #EDGE_MINUTES} minutes early, and what a bill told of another day's
 * attempt is remembered.
 */
public record BillDay(LocalDate date) {
  static final int EDGE_MINUTES = 15;

  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  /** Bills are there from 09:00 on, and good to fetch from 10:00 on. */
  private static final int DUE_HOUR = 10;

  /** The last day whose bill is good to fetch at a time. */
  public static BillDay lastDue(Instant now) {
    return new BillDay(today(now.minus(Duration.ofHours(DUE_HOUR))).minusDays(1));
  }

  /** The day in China at a time. */
  public static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, BEIJING);
  }

  /** From when on attempts that ended here belong to it. */
  Instant begin() {
    return date.atStartOfDay().toInstant(BEIJING).minus(Duration.ofMinutes(EDGE_MINUTES));
  }

  /** The first time that belongs to the next day. */
  Instant end() {
    return new BillDay(date.plusDays(1)).begin();
  }
}
