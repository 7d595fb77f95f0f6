package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** It signs as the npm package in payment-web/src/test/interop does, to the byte. */
class RequestSignerTest {
  private static final Instant CREATED = Instant.ofEpochSecond(1_800_000_000);
  private static final URI TARGET = URI.create("https://pay.example/payment/api/v1/payments");
  private static final byte[] BODY =
      "{\"orderId\":\"2027-01-15/7\",\"amount\":1234,\"currency\":\"CNY\",\"description\":\"早餐 ☕\"}"
          .getBytes(StandardCharsets.UTF_8);

  /** The test keys of RFC 9421 appendix B.1.5 and B.1.4. */
  private static final String SECRET =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

  private static final String PRIVATE = "n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=";

  @Test
  void secretSignsAsAnotherClientDoes() {
    RequestSigner signer =
        RequestSigner.hmac("kc_secret", Base64.getDecoder().decode(SECRET)).at(CREATED, "nonce-9");

    HttpRequest request = signed(signer);

    assertThat(header(request, "Signature-Input"))
        .isEqualTo(
            "sig1=(\"@method\" \"@target-uri\" \"content-type\" \"content-digest\")"
                + ";created=1800000000;keyid=\"kc_secret\";nonce=\"nonce-9\";alg=\"hmac-sha256\"");
    assertThat(header(request, "Signature"))
        .isEqualTo("sig1=:9UFaJTcHj7iFGRj1W7mZuFrYw8l4mMBbzsz33pOblMo=:");
    assertThat(header(request, "Content-Digest"))
        .isEqualTo("sha-256=:EEU19OwmF5Zt6DFdCpIlC4y0S5emY88hAW/W5lq2TDc=:");
  }

  @Test
  void keyPairSignsAsAnotherClientDoes() throws GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(
                new EdECPrivateKeySpec(
                    NamedParameterSpec.ED25519, Base64.getDecoder().decode(PRIVATE)));

    HttpRequest request = signed(RequestSigner.ed25519("kc_pair", key).at(CREATED, "nonce-9"));

    assertThat(header(request, "Signature"))
        .isEqualTo(
            "sig1=:ZpKGs2hdDM9m0gkRWG1XedXraJSJYaK2mU/SWXk9yiRvYC9f4DoDhUZSqSsoSesoKzLZJfzOuO+7aPJj"
                + "NOSqDw==:");
  }

  @Test
  void eachRequestHasItsOwnNonce() {
    RequestSigner signer = RequestSigner.hmac("kc_secret", new byte[32]);

    assertThat(header(signed(signer), "Signature-Input"))
        .isNotEqualTo(header(signed(signer), "Signature-Input"));
  }

  @Test
  void requestWithoutBodyHasNoDigest() {
    RequestSigner signer = RequestSigner.hmac("kc_secret", new byte[32]);

    HttpRequest request = signer.sign("GET", TARGET, new byte[0], Map.of()).build();

    assertThat(request.headers().map()).containsOnlyKeys("Signature", "Signature-Input");
    assertThat(header(request, "Signature-Input"))
        .startsWith("sig1=(\"@method\" \"@target-uri\");");
  }

  private static HttpRequest signed(RequestSigner signer) {
    return signer.sign("POST", TARGET, BODY, Map.of("Content-Type", "application/json")).build();
  }

  private static String header(HttpRequest request, String name) {
    return request.headers().firstValue(name).orElseThrow();
  }
}
