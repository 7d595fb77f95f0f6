package io.kassa.web.json;

import jakarta.json.stream.JsonParser.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A value of one token. Nothing is converted: a string is no number, {@code 1.0} is no integer.
 * Numbers are judged by their spelling, since JSON-P's accessors round and wrap around silently.
 */
sealed interface ScalarShape extends Shape {

  /** Any string without NUL, which PostgreSQL cannot store, and without a lone surrogate. */
  record Text() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      if (event != Event.VALUE_STRING) {
        return in.refuse(event, place, "must be a string");
      }
      String text = in.text();
      String flaw = TextFlaw.of(text);
      return flaw == null ? text : in.refuse(event, place, flaw);
    }
  }

  /** A 64-bit integer. */
  record LongInteger() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      return integer(in, event, place, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The integer as a Long between the limits, both included; null when refused. */
    static Long integer(Reading in, Event event, Place place, long least, long most) {
      String text = event == Event.VALUE_NUMBER ? in.text() : "";
      if (!INTEGER.matcher(text).matches()) {
        in.refuse(event, place, "must be an integer");
        return null;
      }
      BigDecimal exact = new BigDecimal(text);
      if (text.length() > MAX_INTEGER_LENGTH
          || exact.compareTo(BigDecimal.valueOf(least)) < 0
          || exact.compareTo(BigDecimal.valueOf(most)) > 0) {
        in.refuse(event, place, "must be between " + least + " and " + most);
        return null;
      }
      return Long.valueOf(text);
    }
  }

  /** A 32-bit integer. */
  record ShortInteger() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      Long value = LongInteger.integer(in, event, place, Integer.MIN_VALUE, Integer.MAX_VALUE);
      return value == null ? null : (Object) value.intValue();
    }
  }

  /** A plain decimal without exponent, at most 12 digits before and 6 after the point. */
  record Decimal() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      String text = event == Event.VALUE_NUMBER ? in.text() : "";
      return DECIMAL.matcher(text).matches()
          ? new BigDecimal(text)
          : in.refuse(
              event,
              place,
              "must be a decimal number with at most 12 digits before and 6 after the point");
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      return switch (event) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> in.refuse(event, place, "must be true or false");
      };
    }
  }

  /** A UUID in its canonical spelling: 36 characters, lower case (RFC 9562 section 4). */
  record Id() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      UUID id = event == Event.VALUE_STRING ? CanonicalUuid.parse(in.text()) : null;
      return id != null ? id : in.refuse(event, place, "must be a UUID in lower case");
    }
  }

  /** A time of RFC 3339, cut to microseconds. */
  record Time() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      Instant at = event == Event.VALUE_STRING ? Rfc3339.parse(in.text()) : null;
      return at != null
          ? at
          : in.refuse(event, place, "must be a time of RFC 3339, as 2026-01-31T23:59:59Z");
    }
  }

  /** A calendar date of RFC 3339. */
  record Day() implements ScalarShape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      LocalDate day = event == Event.VALUE_STRING ? CalendarDate.parse(in.text()) : null;
      return day != null
          ? day
          : in.refuse(event, place, "must be a date of RFC 3339, as 2026-01-31");
    }
  }

  /** One of an enum's constants by its name. */
  record Constant(Map<String, Object> byName, String detail) implements ScalarShape {
    static Constant of(Class<?> type) {
      Map<String, Object> byName = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        byName.put(((Enum<?>) constant).name(), constant);
      }
      return new Constant(byName, "must be one of " + String.join(", ", byName.keySet()));
    }

    @Override
    public Object read(Reading in, Event event, Place place) {
      Object constant = event == Event.VALUE_STRING ? byName.get(in.text()) : null;
      return constant != null ? constant : in.refuse(event, place, detail);
    }
  }

  /** What an integer looks like; longer ones are told that they are out of range. */
  Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,63})");

  /** A sign and 19 digits, as many as the largest 64-bit integers have. */
  int MAX_INTEGER_LENGTH = 20;

  Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?");
}
