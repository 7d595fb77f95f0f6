package io.kassa.web.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.access.SignatureKey;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys there are, and what they show. */
class SignatureKeyTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 31})
  void shortSecretIsRefused(int length) {
    assertThatThrownBy(() -> new SignatureKey.Hmac(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretIsCopied() throws Exception {
    byte[] secret = RfcKeys.SECRET.clone();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    SignatureKey key = new SignatureKey.Hmac(secret);
    secret[0] ^= 1;

    assertThat(key.verifies(new byte[3], mac.doFinal(new byte[3]))).isTrue();
  }

  @Test
  void keysShowNoBytes() {
    assertThat(new SignatureKey.Hmac(RfcKeys.SECRET)).hasToString("SignatureKey.Hmac");
    assertThat(new SignatureKey.Ed25519Key(RfcKeys.PUBLIC)).hasToString("SignatureKey.Ed25519Key");
  }

  /**
   * No point, the neutral element, points of small order, a good key with one of order two or eight
   * added to it, and lengths that no key has.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "c74bf4706c000c2768eed08143a7d4dcd2428dae82f7d017c304cf2231bc2e44",
        "c41a12d28e08c4d891c1841f5551eb7e1e98ed5cca9d9c71b61b03d4f0d71d92",
        "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1",
        "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb00"
      })
  void whatIsNoGoodPointIsRefused(String hex) {
    assertThatThrownBy(() -> new SignatureKey.Ed25519Key(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneSecretServesManyThreads() throws Exception {
    SignatureKey key = new SignatureKey.Hmac(RfcKeys.SECRET);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(RfcKeys.SECRET, "HmacSHA256"));
    byte[] message = new byte[500];
    byte[] signature = mac.doFinal(message);
    AtomicInteger refused = new AtomicInteger();

    IntStream.range(0, 100_000)
        .parallel()
        .filter(i -> !key.verifies(message, signature))
        .forEach(i -> refused.incrementAndGet());

    assertThat(refused).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "https://Pay.Example/payment, https://pay.example",
    "HTTPS://pay.example:443, https://pay.example",
    "https://pay.example:8443/payment/, https://pay.example:8443",
    "http://localhost:80/payment, http://localhost",
    "http://localhost:443/payment, http://localhost:443",
    "http://[::1]:8080/payment, http://[::1]:8080"
  })
  void publicOriginIsNormalized(URI publicUrl, String expected) {
    assertThat(PublicOrigin.of(publicUrl).text()).isEqualTo(expected);
    assertThat(PublicOrigin.of(publicUrl).authority())
        .isEqualTo(expected.substring(expected.indexOf("//") + 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/payment", "pay.example/payment", "mailto:a@b"})
  void publicUrlHasSchemeAndHost(URI publicUrl) {
    assertThatThrownBy(() -> PublicOrigin.of(publicUrl))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
