package io.kassa.notification.control;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a delivery that was not taken is sent again: soon at first, twice a day at last, each pause
 * a little different so that what failed together does not come back together.
 */
final class RetryPauses {
  /** After that long since it was due for the first time it is parked. */
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(12));

  private static final double JITTER = 0.2;

  private RetryPauses() {}

  /**
   * The pause after a try that failed.
   *
   * @param tries how many did, at least 1
   */
  static Duration after(int tries, RandomGenerator random) {
    Duration pause = PAUSES.get(Math.min(tries, PAUSES.size()) - 1);
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }
}
