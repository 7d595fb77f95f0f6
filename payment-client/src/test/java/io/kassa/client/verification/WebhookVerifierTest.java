package io.kassa.client.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kassa.client.failure.VerificationException;
import io.kassa.client.model.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** With the example that the Standard Webhooks libraries publish. */
class WebhookVerifierTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long SENT = 1_614_265_330;
  private static final String TIMESTAMP = Long.toString(SENT);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static WebhookVerifier at(long second, String... secrets) {
    return WebhookVerifier.of(Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC), secrets);
  }

  @Test
  void publishedExampleVerifies() {
    Event event = at(SENT, SECRET).verify(ID, TIMESTAMP, SIGNATURE, BODY);

    assertThat(event.id()).isEqualTo(ID);
    assertThat(event.json()).contains("2432232314");
  }

  @Test
  void oneSignatureOfTwoAndOneSecretOfTwoAreEnough() {
    String rotating = "v1a,AAAA v1,bm90aGluZw== " + SIGNATURE;

    at(SENT, OTHER, SECRET).verify(ID, TIMESTAMP, rotating, BODY);
  }

  @Test
  void anythingChangedIsRefused() {
    WebhookVerifier verifier = at(SENT, SECRET);
    refused(verifier, ID + "x", TIMESTAMP, SIGNATURE, BODY);
    refused(verifier, ID, Long.toString(SENT + 1), SIGNATURE, BODY);
    refused(verifier, ID, "yesterday", SIGNATURE, BODY);
    refused(verifier, ID, TIMESTAMP, SIGNATURE.replace("v1,", "v2,"), BODY);
    refused(verifier, ID, TIMESTAMP, "", BODY);
    refused(verifier, ID, TIMESTAMP, null, BODY);
    refused(
        verifier,
        ID,
        TIMESTAMP,
        SIGNATURE,
        "{\"test\":2432232314}".getBytes(StandardCharsets.UTF_8));
    refused(at(SENT, OTHER), ID, TIMESTAMP, SIGNATURE, BODY);
  }

  @Test
  void fiveMinutesAreNearAndASecondMoreIsNot() {
    at(SENT + 300, SECRET).verify(ID, TIMESTAMP, SIGNATURE, BODY);
    at(SENT - 300, SECRET).verify(ID, TIMESTAMP, SIGNATURE, BODY);
    refused(at(SENT + 301, SECRET), ID, TIMESTAMP, SIGNATURE, BODY);
    refused(at(SENT - 301, SECRET), ID, TIMESTAMP, SIGNATURE, BODY);
  }

  private static void refused(
      WebhookVerifier verifier, String id, String timestamp, String signature, byte[] body) {
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> verifier.verify(id, timestamp, signature, body));
  }
}
