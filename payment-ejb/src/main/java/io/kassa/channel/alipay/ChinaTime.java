package io.kassa.channel.alipay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;

/** Times as the provider writes them: a clock in Shanghai, without saying so. */
final class ChinaTime {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String SECONDS = "uuuu-MM-dd HH:mm:ss";
  private static final int MOST_DECIMALS = 9;
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(SECONDS);

  /** Some notices add milliseconds. */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .appendPattern(SECONDS)
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, MOST_DECIMALS, true)
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private ChinaTime() {}

  static String of(Instant instant) {
    return WRITTEN.format(instant.atZone(SHANGHAI));
  }

  /**
   * The instant of a time.
   *
   * @throws MalformedAnswerException if it is none
   */
  static Instant instant(String time) {
    try {
      return LocalDateTime.parse(time, READ).atZone(SHANGHAI).toInstant();
    } catch (DateTimeException notTime) {
      throw new MalformedAnswerException("a-time-is-none");
    }
  }
}
