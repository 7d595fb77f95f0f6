package io.kassa.payment.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.crypto.Base64Url;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.KeyRing;
import io.kassa.crypto.KeyRings;
import io.kassa.payment.entity.PaymentKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentKeysTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final int RUNS = 20_000;
  private static final int BODY_BYTES = 43;
  private static final String LABEL = "kassa payment key v1\0";

  private static final PaymentKey KEY =
      new PaymentKey(
          258,
          UUID.fromString("0193a5c0-7a3b-7c11-8d22-0123456789ab"),
          UUID.fromString("0193a5c0-7a3b-7fff-bfff-fedcba987654"),
          Instant.ofEpochSecond(1_800_000_000L));

  private final KeyRing ring = KeyRings.of(KeyPurpose.PAYMENT_KEY, 258, KeyRings.countingKey());
  private final PaymentKeys keys = new PaymentKeys(() -> ring);

  /**
   * The same key by OpenSSL, in bash:
   *
   * <pre>
   * B=010102$(echo 0193a5c0-7a3b-7c11-8d22-0123456789ab0193a5c0-7a3b-7fff-bfff-fedcba987654 |
   *     tr -d -)$(printf %016x 1800000000)
   * K=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
   * M=$( (printf 'kassa payment key v1\0'; echo $B | xxd -r -p) |
   *     openssl dgst -sha256 -mac HMAC -macopt hexkey:$K -r | cut -c1-64)
   * echo pk_$(echo $B$M | xxd -r -p | openssl base64 -A | tr +/ -_)
   * </pre>
   */
  @Test
  void vectorOfAnotherProgramHolds() {
    String text =
        "pk_AQECAZOlwHo7fBGNIgEjRWeJqwGTpcB6O3__v__-3LqYdlQAAAAAa0nSAJOq"
            + "GYefeurRx0NRRkG_mGMjaeQjEH052UEwrib-WZpL";

    assertThat(keys.issue(KEY)).isEqualTo(text).hasSize(103).hasSize(PaymentKeys.LENGTH);
    assertThat(keys.verify(text)).contains(KEY);
  }

  @Test
  void everyIssuedKeyVerifiesAndSaysWhatItWasIssuedFor() {
    KeyRing three = KeyRings.of(1, 255, 65_535);
    PaymentKeys issuing = new PaymentKeys(() -> three);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    int[] versions = {1, 255, 65_535};
    for (int run = 0; run < RUNS; run++) {
      PaymentKey key =
          new PaymentKey(
              versions[random.nextInt(versions.length)],
              new UUID(random.nextLong(), random.nextLong()),
              new UUID(random.nextLong(), random.nextLong()),
              Instant.ofEpochSecond(random.nextLong(PaymentKey.EXPIRY_BOUND_EPOCH_SECONDS)));

      String text = issuing.issue(key);

      assertThat(text).as("seed %d", SEED).matches("pk_[A-Za-z0-9_-]{100}");
      assertThat(issuing.issue(key)).as("seed %d", SEED).isEqualTo(text);
      assertThat(issuing.verify(text)).as("seed %d", SEED).contains(key);
    }
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] bytes = bytesOf(keys.issue(KEY));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(keys.verify(textOf(changed))).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String text = keys.issue(KEY);
    for (int i = 0; i < text.length(); i++) {
      for (char c : new char[] {'A', 'B', '-', '_', '=', '+', '/', ' ', '\0', 'é', 'ŋ', '\ud800'}) {
        if (c != text.charAt(i)) {
          String changed = text.substring(0, i) + c + text.substring(i + 1);
          assertThat(keys.verify(changed)).as("character %d", i).isEmpty();
        }
      }
    }
  }

  @Test
  void truncatedExtendedOrPaddedIsRefused() {
    String text = keys.issue(KEY);

    for (int length = 0; length < text.length(); length++) {
      assertThat(keys.verify(text.substring(0, length))).as("%d characters", length).isEmpty();
    }
    for (String end : new String[] {"A", "=", "==", "AAAA", " ", "\n"}) {
      assertThat(keys.verify(text + end)).isEmpty();
    }
    assertThat(keys.verify(" " + text)).isEmpty();
    assertThat(keys.verify(text.substring(0, 102) + "=")).isEmpty();
    assertThat(keys.verify(text.substring(0, 101) + "==")).isEmpty();
  }

  /** 75 bytes leave no stray bits: of all last characters, one is right. */
  @Test
  void keyHasOneSpelling() {
    String text = keys.issue(KEY);
    String start = text.substring(0, text.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";

    assertThat(alphabet.chars().filter(c -> keys.verify(start + (char) c).isPresent()).count())
        .isEqualTo(1);
    assertThat(keys.verify("PK_" + text.substring(3))).isEmpty();
    assertThat(keys.verify(text.substring(3) + "pk_")).isEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"pk_", "pk", "p", "pk_=", "kc_0193a5c0", "null", "\0"})
  void whatIsNoKeyIsRefused(String text) {
    assertThat(keys.verify(text)).isEmpty();
  }

  @Test
  void noiseOfTheRightLengthIsRefused() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int run = 0; run < RUNS; run++) {
      StringBuilder text = new StringBuilder("pk_");
      boolean ascii = random.nextBoolean();
      while (text.length() < PaymentKeys.LENGTH) {
        text.append((char) random.nextInt(ascii ? 128 : 65_536));
      }
      byte[] bytes = new byte[75];
      random.nextBytes(bytes);
      bytes[0] = 1;

      assertThat(keys.verify(text.toString())).as("seed %d", SEED).isEmpty();
      assertThat(keys.verify(textOf(bytes))).as("seed %d", SEED).isEmpty();
    }
  }

  /** Guards the ones below: the forger's own HMAC is right when nothing is wrong. */
  @Test
  void ownHmacOverTheSameBytesIsAccepted() throws Exception {
    byte[] body = Arrays.copyOf(bytesOf(keys.issue(KEY)), BODY_BYTES);

    assertThat(keys.verify(forged(KeyRings.countingKey(), LABEL, body))).contains(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "kassa payment key v1", "kassa payment key v2\0", "kassa confirmation v1\0"})
  void macForAnotherPurposeIsRefused(String label) throws Exception {
    byte[] body = Arrays.copyOf(bytesOf(keys.issue(KEY)), BODY_BYTES);

    assertThat(keys.verify(forged(KeyRings.countingKey(), label, body))).isEmpty();
  }

  @Test
  void macOfAForeignKeyIsRefused() throws Exception {
    byte[] body = Arrays.copyOf(bytesOf(keys.issue(KEY)), BODY_BYTES);
    byte[] foreign = KeyRings.countingKey();
    foreign[31] ^= 1;

    assertThat(keys.verify(forged(foreign, LABEL, body))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, -1})
  void otherFormatIsRefusedEvenWithTheRightMac(byte format) throws Exception {
    byte[] body = Arrays.copyOf(bytesOf(keys.issue(KEY)), BODY_BYTES);
    body[0] = format;

    assertThat(keys.verify(forged(KeyRings.countingKey(), LABEL, body))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 257, 259, 65_535})
  void unknownMasterKeyVersionIsRefused(int version) throws Exception {
    byte[] body = Arrays.copyOf(bytesOf(keys.issue(KEY)), BODY_BYTES);
    ByteBuffer.wrap(body).putShort(1, (short) version);

    assertThat(keys.verify(forged(KeyRings.countingKey(), LABEL, body))).isEmpty();
  }

  @Test
  void keyWithTheMacOfAnotherVersionIsRefused() {
    KeyRing both = KeyRings.of(1, 2);
    PaymentKeys two = new PaymentKeys(() -> both);
    byte[] bytes = bytesOf(two.issue(withVersion(1)));

    bytes[2] = 2;

    assertThat(two.verify(textOf(bytes))).isEmpty();
  }

  @Test
  void keyKeepsItsTextThroughARotationUntilItsMasterKeyIsRetired() {
    KeyRing both = KeyRings.of(1, 2);
    String before = new PaymentKeys(() -> both).issue(withVersion(1));
    KeyRing rotated = both.withActive(Map.of(KeyPurpose.PAYMENT_KEY, 2));
    KeyRing later = KeyRings.of(2);

    assertThat(new PaymentKeys(() -> rotated).issue(withVersion(1))).isEqualTo(before);
    assertThat(new PaymentKeys(() -> rotated).verify(before)).contains(withVersion(1));
    assertThat(new PaymentKeys(() -> later).verify(before)).isEmpty();
    assertThatThrownBy(() -> new PaymentKeys(() -> later).issue(withVersion(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no key payment-key-1 in the keystore");
  }

  @Test
  void expiredKeyIsStillAuthentic() {
    PaymentKey old = new PaymentKey(258, KEY.merchantId(), KEY.paymentId(), Instant.EPOCH);

    assertThat(keys.verify(keys.issue(old))).contains(old);
  }

  private static PaymentKey withVersion(int version) {
    return new PaymentKey(version, KEY.merchantId(), KEY.paymentId(), KEY.expiresAt());
  }

  private static byte[] bytesOf(String text) {
    return Base64Url.decode(text.substring(PaymentKeys.PREFIX.length())).orElseThrow();
  }

  private static String textOf(byte[] bytes) {
    return PaymentKeys.PREFIX + Base64Url.encode(bytes);
  }

  private static String forged(byte[] secret, String label, byte[] body)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update(label.getBytes(US_ASCII));
    byte[] tag = mac.doFinal(body);
    return textOf(ByteBuffer.allocate(75).put(body).put(tag).array());
  }
}
