package io.kassa.web.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Times in bodies and parameters: RFC 3339 section 5.6 with upper-case T and Z, cut to
 * microseconds.
 */
public final class Rfc3339 {
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
              + "(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

  private Rfc3339() {}

  /** The instant; null for any other text, a day that no calendar has, or a leap second. */
  public static Instant parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }
}
