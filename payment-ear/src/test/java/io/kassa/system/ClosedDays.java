package io.kassa.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Days of the ledger that are over. What a test booked today is moved to one of them behind Kassa's
 * back, and all days are closed anew by Kassa's own timer.
 */
final class ClosedDays {
  private static final int OLDEST = 12;

  /** Days are counted from here all along: midnight may pass while a test is under way. */
  private static final LocalDate START = today();

  private ClosedDays() {}

  /** The UTC day that is not over. */
  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** A UTC day of the past, counted from the day on which the tests began. */
  static LocalDate ago(int days) {
    return START.minusDays(days);
  }

  /**
   * Moves what a merchant booked since yesterday, and what the condition names, to a day of the
   * past, whether it was booked before midnight or after.
   */
  static void move(String merchantId, int days, String condition) {
    YearMonth month = YearMonth.from(ago(days));
    Books.script(
        """
        do $$ begin
          if to_regclass('postings_%1$s_%2$02d') is null then
            create table postings_%1$s_%2$02d partition of postings
              for values from ('%3$s') to ('%4$s');
          end if;
        end $$;
        update postings
           set booked_at = (date '%5$s' + (booked_at at time zone 'UTC')::time) at time zone 'UTC'
         where merchant_id = '%6$s' and booked_at > now() - interval '20 hours' and (%7$s);
        update ledger_accounts set created_at = now() - interval '%8$d days'
         where merchant_id = '%6$s'
        """
            .formatted(
                month.getYear(),
                month.getMonthValue(),
                month.atDay(1) + "T00:00:00Z",
                month.plusMonths(1).atDay(1) + "T00:00:00Z",
                ago(days),
                merchantId,
                condition,
                OLDEST));
  }

  /** Has the timer close every day that is over, the day before yesterday at least. */
  static void closeAnew() {
    Books.script("delete from ledger_closings; delete from ledger_closed_days");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Books.count("select count(*) from ledger_closed_days where day >= '" + ago(2) + "'")
                    > 0);
  }
}
