package io.kassa.notification.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example of the specification's own libraries. */
class WebhookSignatureTest {
  private static final byte[] SECRET =
      Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  @Test
  void signatureIsThatOfTheSpecification() {
    assertThat(WebhookSignature.of(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void secretIsSpelledAsTheSpecificationSays() {
    assertThat(WebhookSecrets.text(SECRET)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(new WebhookSecrets().make()).hasSize(32).isNotEqualTo(new WebhookSecrets().make());
  }
}
