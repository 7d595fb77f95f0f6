package io.kassa.web.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Dates in bodies and parameters: {@code full-date} of RFC 3339 section 5.6. */
public final class CalendarDate {
  private static final Pattern FORM = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");

  private CalendarDate() {}

  /** The date, in the years 1000 to 2999; null for any other text or a day no calendar has. */
  public static LocalDate parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }
}
