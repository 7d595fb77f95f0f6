package io.kassa.client.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long a caller pauses between two tries, and until when it tries. */
final class Pace {
  private static final long SHORTEST_NANOS = 1_000_000;
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 2_000;
  private static final int MOST_DOUBLINGS = 10;

  private final long end;

  Pace(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
  }

  /** What is left of the limit; a moment at least, so that it can bound a request. */
  Duration left() {
    return Duration.ofNanos(Math.max(SHORTEST_NANOS, end - System.nanoTime()));
  }

  /**
   * Pauses on the caller's thread: as long as the server asked, else twice as long with each try,
   * by chance shorter, so that callers do not come back together.
   *
   * @param tries how many were made, from 1
   * @param asked null if the server did not say
   * @return false if the limit would be over by then; then there was no pause
   */
  boolean pause(int tries, Duration asked) throws InterruptedException {
    long millis =
        asked != null
            ? asked.toMillis()
            : ThreadLocalRandom.current()
                .nextLong(
                    Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries, MOST_DOUBLINGS)));
    if (millis >= left().toMillis()) {
      return false;
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    return true;
  }
}
