package io.kassa.payment.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentKeyTest {
  private static final UUID ID = new UUID(1, 2);

  @Test
  void keyReadsForThirtyDaysAfterItsExpiry() {
    PaymentKey key = new PaymentKey(1, ID, ID, Instant.parse("2026-01-31T23:59:59Z"));

    assertThat(key.readableUntil()).isEqualTo("2026-03-02T23:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
  void expiryOfTheseFourDigitYearsIsTaken(Instant expiresAt) {
    PaymentKey key = new PaymentKey(1, ID, ID, expiresAt);

    assertThat(key.expiresAt()).isEqualTo(expiresAt);
    assertThat(key.readableUntil()).isAfter(expiresAt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000000001Z",
        "2026-01-01T00:00:00.5Z"
      })
  void expiryThatIsNoWholeSecondOrOutOfBoundsIsRefused(Instant expiresAt) {
    assertThatThrownBy(() -> new PaymentKey(1, ID, ID, expiresAt))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 65_534, 65_535})
  void masterKeyVersionOfTwoBytesIsTaken(int version) {
    assertThat(new PaymentKey(version, ID, ID, Instant.EPOCH).masterKeyVersion())
        .isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void otherMasterKeyVersionIsRefused(int version) {
    assertThatThrownBy(() -> new PaymentKey(version, ID, ID, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingMayBeMissing() {
    assertThatThrownBy(() -> new PaymentKey(1, null, ID, Instant.EPOCH))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new PaymentKey(1, ID, null, Instant.EPOCH))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new PaymentKey(1, ID, ID, null))
        .isInstanceOf(NullPointerException.class);
  }
}
