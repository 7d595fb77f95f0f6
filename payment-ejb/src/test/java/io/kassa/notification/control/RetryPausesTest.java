package io.kassa.notification.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPausesTest {
  private static final long SEED = 20_261_125;

  private final Random random = new Random(SEED);

  @Test
  void triesGoOnForThreeDaysAndAreFew() {
    Duration waited = Duration.ZERO;
    int tries = 0;
    while (waited.compareTo(RetryPauses.GIVEN_UP_AFTER) < 0) {
      tries++;
      waited = waited.plus(RetryPauses.after(tries, random));
    }
    assertThat(tries).as("seed %d", SEED).isBetween(12, 18);
  }

  @Test
  void pausesDifferByAFifthAtMost() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(RetryPauses.after(3, random))
          .as("seed %d", SEED)
          .isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    }
  }

  @Test
  void lastPauseStaysHalfADay() {
    assertThat(RetryPauses.after(1_000, random))
        .isBetween(Duration.ofMinutes(576), Duration.ofMinutes(864));
  }
}
