package io.kassa.ledger.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.ChannelName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeScheduleTest {
  private static final long MOST = 999_999_999_999L;
  private static final int ROUNDS = 200_000;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private static FeeSchedule schedule(int ratePpm, long fixedMinor) {
    return new FeeSchedule(
        new UUID(0, 1),
        new UUID(0, 2),
        ChannelName.BALANCE,
        "CNY",
        ratePpm,
        fixedMinor,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 6000, 0, 60",
    // 0.6 % of 83 is 0.498, of 84 is 0.504, of 250 exactly 1.5
    "83, 6000, 0, 0",
    "84, 6000, 0, 1",
    "249, 6000, 0, 1",
    "250, 6000, 0, 2",
    "100, 5000, 10, 11",
    "99, 5000, 10, 10",
    "1, 0, 0, 0",
    "1, 0, 1, 1",
    "1, 0, 2, 1",
    "1, 1000000, 0, 1",
    "1, 500000, 0, 1",
    "1, 499999, 0, 0",
    "999999999999, 1000000, 999999999999, 999999999999",
    "999999999999, 1, 0, 1000000",
    "0, 6000, 30, 0"
  })
  void feeIsTheRatesPartRoundedHalfUpAndTheFixedPartButNotMoreThanTheAmount(
      long amount, int ratePpm, long fixed, long fee) {
    assertThat(schedule(ratePpm, fixed).feeMinor(amount)).isEqualTo(fee);
  }

  @Test
  void feeOfAnyAmountIsTheExactPartRoundedHalfUpToAMinorUnit() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      long amount = amount(random);
      int rate = random.nextInt(1_000_001);
      long fixed = random.nextBoolean() ? 0 : random.nextLong(1_000);
      long exact =
          BigDecimal.valueOf(amount)
              .multiply(BigDecimal.valueOf(rate))
              .divide(MILLION, 0, RoundingMode.HALF_UP)
              .longValueExact();
      assertThat(schedule(rate, fixed).feeMinor(amount))
          .as("seed %d: %d at %d ppm and %d", seed, amount, rate, fixed)
          .isEqualTo(Math.min(amount, exact + fixed));
    }
  }

  @Test
  void largerAmountNeverCostsLessAndNoneCostsMoreThanItself() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      FeeSchedule schedule = schedule(random.nextInt(1_000_001), random.nextLong(MOST));
      long amount = amount(random);
      assertThat(schedule.feeMinor(amount))
          .as("seed %d: %d of %s", seed, amount, schedule)
          .isBetween(0L, amount)
          .isLessThanOrEqualTo(schedule.feeMinor(Math.min(MOST, amount + 1 + random.nextInt(9))));
    }
  }

  /** Of any length, since uniform numbers are nearly all long. */
  private static long amount(SplittableRandom random) {
    return random.nextLong((long) Math.pow(10, 1 + random.nextInt(12)));
  }
}
