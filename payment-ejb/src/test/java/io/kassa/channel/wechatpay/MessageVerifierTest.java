package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.channel.wechatpay.MessageVerifier.Verdict;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageVerifierTest {
  private static final byte[] BODY =
      "{\"amount\":{\"total\":100},\"text\":\"支付\"}".getBytes(StandardCharsets.UTF_8);

  private final Samples.Hand clock = new Samples.Hand();
  private final MessageVerifier verifier = new MessageVerifier(clock);
  private final PlatformKeys keys =
      PlatformKeys.ofPublicKey(TestPlatform.PUBLIC_KEY_ID, TestPlatform.PUBLIC_KEY.getPublic());

  @Test
  void rightSignatureIsBelieved() {
    assertThat(look(headers(), BODY)).isEqualTo(Verdict.BELIEVED);
  }

  @Test
  void emptyBodyIsSignedToo() {
    byte[] nothing = new byte[0];

    assertThat(look(TestPlatform.headers(Seal.publicKey(), Samples.NOW, nothing), nothing))
        .isEqualTo(Verdict.BELIEVED);
  }

  /** Every byte of every signed part, changed in each of its bits. */
  @Test
  void changedBitAnywhereIsNotBelieved() {
    Map<String, String> headers = headers();
    for (String name : headers.keySet()) {
      byte[] value = headers.get(name).getBytes(StandardCharsets.ISO_8859_1);
      for (int bit = 0; bit < value.length * Byte.SIZE; bit++) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, new String(flipped(value, bit), StandardCharsets.ISO_8859_1));

        assertThat(look(changed, BODY)).as(name + " bit " + bit).isNotEqualTo(Verdict.BELIEVED);
      }
    }
    for (int bit = 0; bit < BODY.length * Byte.SIZE; bit++) {
      assertThat(look(headers, flipped(BODY, bit))).isEqualTo(Verdict.SIGNATURE_WRONG);
    }
  }

  @Test
  void bodyThatLostOrGainedAByteIsNotBelieved() {
    byte[] shorter = java.util.Arrays.copyOf(BODY, BODY.length - 1);
    byte[] longer = java.util.Arrays.copyOf(BODY, BODY.length + 1);

    assertThat(look(headers(), shorter)).isEqualTo(Verdict.SIGNATURE_WRONG);
    assertThat(look(headers(), longer)).isEqualTo(Verdict.SIGNATURE_WRONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wechatpay-Timestamp",
        "Wechatpay-Nonce",
        "Wechatpay-Serial",
        "Wechatpay-Signature"
      })
  void missingHeaderIsNoSignature(String name) {
    Map<String, String> headers = headers();
    headers.remove(name);

    assertThat(look(headers, BODY)).isEqualTo(Verdict.UNSIGNED);
  }

  @ParameterizedTest
  @CsvSource({
    "-301, STALE",
    "-300, BELIEVED",
    "-299, BELIEVED",
    "299, BELIEVED",
    "300, BELIEVED",
    "301, STALE",
    "-86400, STALE"
  })
  void messageIsOfNow(long secondsFromNow, Verdict verdict) {
    Instant at = Samples.NOW.plusSeconds(secondsFromNow);

    assertThat(look(TestPlatform.headers(Seal.publicKey(), at, BODY), BODY)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "-1", "1e9", "99999999999999999999", " 1780315200"})
  void timestampThatIsNoNumberIsStale(String seconds) {
    Map<String, String> headers = headers();
    headers.put("Wechatpay-Timestamp", seconds);

    assertThat(look(headers, BODY)).isEqualTo(Verdict.STALE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WECHATPAY/SIGNTEST/Ckk3JbBbK3qnWb8",
        "WECHATPAY/SIGNTEST/",
        "WECHATPAY/SIGNTEST/%%% not Base64 %%%"
      })
  void probeIsRefusedAsOne(String signature) {
    Map<String, String> headers = headers();
    headers.put("Wechatpay-Signature", signature);

    assertThat(look(headers, BODY)).isEqualTo(Verdict.SIGNATURE_PROBE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "%%%", "支付"})
  void signatureThatIsNoneIsWrong(String signature) {
    Map<String, String> headers = headers();
    headers.put("Wechatpay-Signature", signature);

    assertThat(look(headers, BODY)).isEqualTo(Verdict.SIGNATURE_WRONG);
  }

  @Test
  void serialSelectsItsKeyAndNoOther() {
    keys.replace(List.of(certified(TestPlatform.FIRST_SERIAL)), Samples.NOW);
    Seal borrowed = new Seal(TestPlatform.FIRST_SERIAL, TestPlatform.PUBLIC_KEY.getPrivate());

    assertThat(look(TestPlatform.headers(borrowed, Samples.NOW, BODY), BODY))
        .isEqualTo(Verdict.SIGNATURE_WRONG);
    assertThat(look(TestPlatform.headers(Seal.first(), Samples.NOW, BODY), BODY))
        .isEqualTo(Verdict.BELIEVED);
    assertThat(look(headers(), BODY)).isEqualTo(Verdict.BELIEVED);
    assertThat(look(TestPlatform.headers(Seal.second(), Samples.NOW, BODY), BODY))
        .isEqualTo(Verdict.SERIAL_UNKNOWN);
  }

  @Test
  void certificateIsGoodWithinItsTimeOnly() {
    keys.replace(List.of(certified(TestPlatform.FIRST_SERIAL)), Samples.NOW);
    clock.forward(Duration.ofDays(1));

    assertThat(look(TestPlatform.headers(Seal.first(), clock.instant(), BODY), BODY))
        .isEqualTo(Verdict.SERIAL_UNKNOWN);
  }

  @Test
  void noiseIsNeverBelieved() {
    long seed = 20260601;
    Random random = new Random(seed);
    Map<String, String> signed = headers();
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      Map<String, String> headers = new HashMap<>(signed);
      headers.put(
          "Wechatpay-Signature",
          random.nextBoolean()
              ? java.util.Base64.getEncoder().encodeToString(noise)
              : new String(noise, StandardCharsets.ISO_8859_1));

      assertThat(look(headers, BODY)).as("seed " + seed).isEqualTo(Verdict.SIGNATURE_WRONG);
    }
  }

  private static PlatformKeys.Certified certified(String serial) {
    return new PlatformKeys.Certified(
        serial,
        TestPlatform.FIRST.getPublic(),
        Samples.NOW.minusSeconds(1),
        Samples.NOW.plus(Duration.ofDays(1)));
  }

  private static Map<String, String> headers() {
    return TestPlatform.headers(Seal.publicKey(), Samples.NOW, BODY);
  }

  private Verdict look(Map<String, String> headers, byte[] body) {
    return verifier.look(SignedMessage.of(headers::get, Bytes.of(body)), keys);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return changed;
  }
}
