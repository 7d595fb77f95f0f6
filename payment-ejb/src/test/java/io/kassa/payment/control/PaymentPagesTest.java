package io.kassa.payment.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentPagesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");
  private static final long HIGHEST_MILLIS = (1L << 48) - 1;

  @Test
  void firstIdOfAMillisecondIsAnEmptyUuid7() {
    UUID first = PaymentPages.firstIdAt(AT);

    assertThat(first.version()).isEqualTo(7);
    assertThat(first.variant()).isEqualTo(2);
    assertThat(first.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    assertThat(first.getMostSignificantBits() & 0xfff).isZero();
    assertThat(first.getLeastSignificantBits() & ~0x8000000000000000L).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_795_428_930_123L, HIGHEST_MILLIS})
  void firstIdPartsAMillisecondFromTheOneBefore(long millis) {
    String first = PaymentPages.firstIdAt(Instant.ofEpochMilli(millis)).toString();

    assertThat(lastIdOf(millis - 1)).isLessThan(first);
    assertThat(first).isLessThanOrEqualTo(firstIdOf(millis));
    assertThat(first).isLessThan(lastIdOf(millis));
  }

  @Test
  void restOfTheMillisecondDoesNotMatter() {
    assertThat(PaymentPages.firstIdAt(AT.plusNanos(999_999))).isEqualTo(PaymentPages.firstIdAt(AT));
    assertThat(PaymentPages.firstIdAt(AT.plusNanos(1_000_000)))
        .isNotEqualTo(PaymentPages.firstIdAt(AT));
  }

  @Test
  void timeBeforeAllIdsIsTheFirstOne() {
    UUID first = PaymentPages.firstIdAt(Instant.EPOCH);

    assertThat(first).hasToString("00000000-0000-7000-8000-000000000000");
    assertThat(PaymentPages.firstIdAt(Instant.EPOCH.minusMillis(1))).isEqualTo(first);
  }

  @Test
  void timeAfterAllIdsIsTheLastMillisecond() {
    UUID last = PaymentPages.firstIdAt(Instant.ofEpochMilli(HIGHEST_MILLIS));

    assertThat(last).hasToString("ffffffff-ffff-7000-8000-000000000000");
    assertThat(PaymentPages.firstIdAt(Instant.ofEpochMilli(HIGHEST_MILLIS + 1))).isEqualTo(last);
  }

  /** As text, since PostgreSQL compares the bytes without a sign and UUID.compareTo does not. */
  private static String firstIdOf(long millis) {
    return new UUID(millis << 16 | 0x7000, 0x8000000000000000L).toString();
  }

  private static String lastIdOf(long millis) {
    return new UUID(millis << 16 | 0x7fff, 0xbfffffffffffffffL).toString();
  }
}
