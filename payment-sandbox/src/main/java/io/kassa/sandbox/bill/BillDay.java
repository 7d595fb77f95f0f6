package io.kassa.sandbox.bill;

import io.kassa.sandbox.books.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;

/** The days of a bill: a day or a month in China. */
public record BillDay(LocalDate first, LocalDate last) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int LENGTH_OF_MONTH = "2026-11".length();

  /**
   * Reads {@code 2026-11-25} or {@code 2026-11}.
   *
   * @throws java.time.DateTimeException if it is neither
   */
  public static BillDay parse(String text) {
    if (text.length() == LENGTH_OF_MONTH) {
      YearMonth month = YearMonth.parse(text);
      return new BillDay(month.atDay(1), month.atEndOfMonth());
    }
    LocalDate day = LocalDate.parse(text);
    return new BillDay(day, day);
  }

  public static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, Numbers.CHINA);
  }

  /** As bills write a time. */
  public static String time(Instant instant) {
    return TIME.format(java.time.LocalDateTime.ofInstant(instant, Numbers.CHINA));
  }

  public boolean has(Instant instant) {
    LocalDate day = of(instant);
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /** Whether these days are over, so that their bill can be complete. */
  public boolean isOver(Instant now) {
    return last.isBefore(of(now));
  }
}
