package io.kassa.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final UUID ROW = UUID.fromString("0193a5c0-7a3b-7c11-8d22-0123456789ab");
  private static final byte[] CONTEXT = Envelope.context("invoices", "buyer_email", ROW);
  private static final byte[] PLAIN = "李明 <li.ming@example.com>".getBytes(UTF_8);

  private final KeyRing ring = KeyRings.of(1, 2);
  private final Envelope envelope = personalData(ring);

  @Test
  void whatWasSealedOpensInItsContext() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int length = 0; length < 300; length++) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] context = new byte[1 + random.nextInt(100)];
      random.nextBytes(context);

      byte[] sealed = envelope.seal(plain, context);

      assertThat(sealed).as("seed %d", SEED).hasSize(length + Envelope.OVERHEAD_BYTES);
      assertThat(envelope.open(sealed, context)).as("seed %d", SEED).isEqualTo(plain);
    }
  }

  /**
   * Python 3 with its {@code cryptography} package:
   *
   * <pre>
   * AESGCM(bytes(range(32))).encrypt(bytes(range(12)), b'li.ming@example.com',
   *     b'invoices\0buyer_email\x000193a5c0-7a3b-7c11-8d22-0123456789ab').hex()
   * </pre>
   */
  @Test
  void vectorOfAnotherLibraryOpens() {
    KeyRing counting = KeyRings.of(KeyPurpose.PERSONAL_DATA, 1, KeyRings.countingKey());
    byte[] sealed =
        HexFormat.of()
            .parseHex(
                "010001000102030405060708090a0b"
                    + "2b6bf876ac8ba55be839f6e6c1851d43e0b9eae613c2484d925fd149bb3f0331473f42");

    byte[] plain = personalData(counting).open(sealed, CONTEXT);

    assertThat(plain).isEqualTo("li.ming@example.com".getBytes(US_ASCII));
  }

  @Test
  void layoutNamesFormatAndKeyVersion() {
    KeyRing last = KeyRings.of(KeyPurpose.PERSONAL_DATA, 65_535, KeyRings.filled(5));

    byte[] sealed = personalData(last).seal(PLAIN, CONTEXT);

    assertThat(sealed).startsWith(1, 0xff, 0xff);
    assertThat(personalData(last).open(sealed, CONTEXT)).isEqualTo(PLAIN);
  }

  @Test
  void sealingTwiceGivesTwoTexts() {
    byte[] first = envelope.seal(PLAIN, CONTEXT);
    byte[] second = envelope.seal(PLAIN, CONTEXT);

    assertThat(Arrays.copyOfRange(first, 3, 15)).isNotEqualTo(Arrays.copyOfRange(second, 3, 15));
    assertThat(Arrays.copyOfRange(first, 15, 31)).isNotEqualTo(Arrays.copyOfRange(second, 15, 31));
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThatThrownBy(() -> envelope.open(changed, CONTEXT))
          .as("bit %d", bit)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void eachRegionIsRefusedWithItsReason() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);

    refused(changed(sealed, 0), "sealed data of an unknown format");
    refused(changed(sealed, 1), "no key personal-data-257 in the keystore");
    refused(changed(sealed, 3), "sealed data is damaged or stands in another place");
    refused(changed(sealed, 15), "sealed data is damaged or stands in another place");
    refused(
        changed(sealed, sealed.length - 1), "sealed data is damaged or stands in another place");
  }

  /** Version 2 exists in the ring: its key is tried and does not fit. */
  @Test
  void claimOfAnotherKnownVersionIsRefused() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);
    sealed[2] = 2;

    refused(sealed, "sealed data is damaged or stands in another place");
  }

  @Test
  void valueDoesNotOpenInAnotherPlace() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);

    for (byte[] other :
        new byte[][] {
          Envelope.context("invoices", "buyer_tax_id", ROW),
          Envelope.context("payments", "buyer_email", ROW),
          Envelope.context("invoices", "buyer_email", new UUID(0, 1)),
          Arrays.copyOf(CONTEXT, CONTEXT.length - 1),
          Arrays.copyOf(CONTEXT, CONTEXT.length + 1)
        }) {
      assertThatThrownBy(() -> envelope.open(sealed, other))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("sealed data is damaged or stands in another place");
    }
  }

  @Test
  void contextsOfDifferentPlacesDiffer() {
    assertThat(Envelope.context("ab", "c", ROW)).isNotEqualTo(Envelope.context("a", "bc", ROW));
  }

  @Test
  void emptyContextIsRefused() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);

    assertThatThrownBy(() -> envelope.seal(PLAIN, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> envelope.open(sealed, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 15, 30})
  void shorterThanTheFrameIsRefused(int length) {
    byte[] sealed = envelope.seal(new byte[0], CONTEXT);
    assertThat(sealed).hasSize(31);

    refused(Arrays.copyOf(sealed, length), "sealed data of an unknown format");
  }

  @Test
  void truncatedOrExtendedIsRefused() {
    byte[] sealed = envelope.seal(PLAIN, CONTEXT);

    refused(
        Arrays.copyOf(sealed, sealed.length - 1),
        "sealed data is damaged or stands in another place");
    refused(
        Arrays.copyOf(sealed, sealed.length + 1),
        "sealed data is damaged or stands in another place");
  }

  @Test
  void oldVersionStillOpensAfterANewOneIsActive() {
    byte[] old = envelope.seal(PLAIN, CONTEXT);
    KeyRing rotated = ring.withActive(Map.of(KeyPurpose.PERSONAL_DATA, 2));
    Envelope after = personalData(rotated);

    byte[] fresh = after.seal(PLAIN, CONTEXT);

    assertThat(old).startsWith(1, 0, 1);
    assertThat(fresh).startsWith(1, 0, 2);
    assertThat(after.open(old, CONTEXT)).isEqualTo(PLAIN);
    assertThat(envelope.open(fresh, CONTEXT)).isEqualTo(PLAIN);
  }

  @Test
  void retiredVersionNoLongerOpens() {
    byte[] old = envelope.seal(PLAIN, CONTEXT);
    KeyRing later = KeyRings.of(2);

    assertThatThrownBy(() -> personalData(later).open(old, CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no key personal-data-1 in the keystore");
  }

  @Test
  void valueDoesNotOpenWithTheKeysOfAnotherPurpose() {
    Envelope credentials = new Envelope(() -> ring, KeyPurpose.CREDENTIAL);
    byte[] sealed = credentials.seal(PLAIN, CONTEXT);

    refused(sealed, "sealed data is damaged or stands in another place");
    assertThat(credentials.open(sealed, CONTEXT)).isEqualTo(PLAIN);
  }

  @Test
  void missingKeyIsNamedByItsPurpose() {
    byte[] sealed = new Envelope(() -> ring, KeyPurpose.CREDENTIAL).seal(PLAIN, CONTEXT);
    Envelope later = new Envelope(() -> KeyRings.of(2), KeyPurpose.CREDENTIAL);

    assertThatThrownBy(() -> later.open(sealed, CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no key credential-1 in the keystore");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYMENT_KEY", "CONFIRMATION"})
  void purposeWhoseKeysDoNotSealIsRefused(KeyPurpose purpose) {
    assertThatThrownBy(() -> new Envelope(() -> ring, purpose))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(purpose + " has no keys that seal");
  }

  @Test
  void rowIdMayBeAText() {
    assertThat(Envelope.context("invoices", "buyer_email", ROW.toString())).isEqualTo(CONTEXT);
  }

  private static Envelope personalData(KeyRing ring) {
    return new Envelope(() -> ring, KeyPurpose.PERSONAL_DATA);
  }

  private void refused(byte[] sealed, String message) {
    assertThatThrownBy(() -> envelope.open(sealed, CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  private static byte[] changed(byte[] sealed, int index) {
    byte[] changed = sealed.clone();
    changed[index] ^= 1;
    return changed;
  }
}
