package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  @ParameterizedTest
  @EnumSource
  void lowestVersionIsActiveUntilOneIsNamed(KeyPurpose purpose) {
    assertThat(KeyRings.of(7).active(purpose)).isEqualTo(7);
    assertThat(KeyRings.of(3, 2, 11).active(purpose)).isEqualTo(2);
    assertThat(KeyRings.of(3, 2, 11).versions(purpose)).containsExactly(2, 3, 11);
  }

  @Test
  void namedVersionBecomesActiveForItsPurposeOnly() {
    KeyRing before = KeyRings.of(1, 2);

    KeyRing after = before.withActive(Map.of(KeyPurpose.CONFIRMATION, 2));

    assertThat(after.active(KeyPurpose.CONFIRMATION)).isEqualTo(2);
    assertThat(after.active(KeyPurpose.PAYMENT_KEY)).isEqualTo(1);
    assertThat(before.active(KeyPurpose.CONFIRMATION)).isEqualTo(1);
    assertThat(after.withActive(Map.of(KeyPurpose.PAYMENT_KEY, 2)).active(KeyPurpose.CONFIRMATION))
        .isEqualTo(2);
    assertThat(after.versions(KeyPurpose.CONFIRMATION)).containsExactly(1, 2);
  }

  @Test
  void versionThatIsNotInTheRingCannotBecomeActive() {
    KeyRing ring = KeyRings.of(1, 2);

    assertThatThrownBy(() -> ring.withActive(Map.of(KeyPurpose.PAYMENT_KEY, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no key payment-key-3 in the keystore");
  }

  @Test
  void purposeWithoutKeysHasNoActiveVersion() {
    KeyRing ring = KeyRings.of(KeyPurpose.PAYMENT_KEY, 1, KeyRings.filled(1));

    assertThat(ring.versions(KeyPurpose.CONFIRMATION)).isEmpty();
    assertThatThrownBy(() -> ring.active(KeyPurpose.CONFIRMATION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no key confirmation in the keystore");
  }

  @Test
  void unknownVersionIsAbsent() {
    KeyRing ring = KeyRings.of(1);

    assertThat(ring.secret(KeyPurpose.PAYMENT_KEY, 1)).isPresent();
    assertThat(ring.secret(KeyPurpose.PAYMENT_KEY, 2)).isEmpty();
    assertThat(ring.paymentKeyMac(1)).isPresent();
    assertThat(ring.paymentKeyMac(2)).isEmpty();
    assertThat(ring.paymentKeyMac(0)).isEmpty();
  }

  @Test
  void callersCannotChangeTheRing() {
    byte[] secret = KeyRings.filled(1);
    KeyRing ring = KeyRings.of(KeyPurpose.PERSONAL_DATA, 1, secret);

    secret[0] = 2;
    ring.secret(KeyPurpose.PERSONAL_DATA, 1).orElseThrow()[1] = 2;

    assertThat(ring.secret(KeyPurpose.PERSONAL_DATA, 1).orElseThrow())
        .isEqualTo(KeyRings.filled(1));
    assertThatThrownBy(() -> ring.versions(KeyPurpose.PERSONAL_DATA).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** A Mac that was fed and left behind must not change the next one. */
  @Test
  void eachMacStartsAfresh() {
    KeyRing ring = KeyRings.of(1);
    byte[] message = {1, 2, 3};
    byte[] expected = ring.paymentKeyMac(1).orElseThrow().doFinal(message);

    ring.paymentKeyMac(1).orElseThrow().update((byte) 9);

    assertThat(ring.paymentKeyMac(1).orElseThrow().doFinal(message)).isEqualTo(expected);
  }

  @Test
  void noKeyIsPrinted() {
    KeyRing ring = KeyRings.of(1, 2).withActive(Map.of(KeyPurpose.PERSONAL_DATA, 2));

    assertThat(ring)
        .hasToString(
            "KeyRing[payment-key [1, 2] active 1; confirmation [1, 2] active 1;"
                + " personal-data [1, 2] active 2; credential [1, 2] active 1]");
    assertThat(ring.signingKeys().get(1))
        .hasToString("SigningKey[" + ring.signingKeys().get(1).publicKey().kid() + "]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 65_534, 65_535})
  void versionOfTwoBytesIsTaken(int version) {
    assertThat(KeyRings.of(version).active(KeyPurpose.PAYMENT_KEY)).isEqualTo(version);
    assertThat(KeyPurpose.PERSONAL_DATA.alias(version)).isEqualTo("personal-data-" + version);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65_536, Integer.MAX_VALUE})
  void otherVersionsAreRefused(int version) {
    assertThatThrownBy(() -> KeyRings.of(version)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyPurpose.PERSONAL_DATA.alias(version))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void keyOfLessThan256BitsIsRefused(KeyPurpose purpose) {
    assertThatThrownBy(() -> KeyRings.of(purpose, 1, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("248 bits");
    assertThat(KeyRings.of(purpose, 1, new byte[32]).active(purpose)).isEqualTo(1);
  }
}
