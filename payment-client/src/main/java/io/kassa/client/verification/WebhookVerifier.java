package io.kassa.client.verification;

import io.kassa.client.failure.VerificationException;
import io.kassa.client.json.Members;
import io.kassa.client.model.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringTokenizer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies what Kassa posts to a merchant's endpoint, by the Standard Webhooks specification: HMAC
 * with SHA-256 over id, time and the raw bytes of the body. A delivery may come twice with the same
 * id; keep the ids for some days and drop what is known.
 *
 * <pre>{@code
 * WebhookVerifier webhooks = WebhookVerifier.of(webhookSecret);
 * Event event = webhooks.verify(webhookId, webhookTimestamp, webhookSignature, rawBody);
 * System.out.println(event.type() + " of " + event.paymentId().orElse("no payment"));
 * }</pre>
 */
public final class WebhookVerifier {
  /** How far a delivery's time may be from ours, either way. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final int MOST_SIGNATURES = 16;

  private final List<SecretKeySpec> keys;
  private final Clock clock;

  private WebhookVerifier(List<SecretKeySpec> keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * With the secrets that the endpoint has now; two during a rotation.
   *
   * @param secrets as they were shown, {@code whsec_} and Base64
   * @return safe for many threads
   * @throws IllegalArgumentException if there is none, or one is not Base64
   */
  public static WebhookVerifier of(String... secrets) {
    return of(Clock.systemUTC(), secrets);
  }

  static WebhookVerifier of(Clock clock, String... secrets) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String secret : secrets) {
      String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
      keys.add(new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no secret");
    }
    return new WebhookVerifier(List.copyOf(keys), clock);
  }

  /**
   * Verifies a delivery.
   *
   * @param id the header {@code webhook-id}
   * @param timestamp the header {@code webhook-timestamp}
   * @param signature the header {@code webhook-signature}
   * @param body the body's bytes as they came; JSON that was read and written again does not verify
   * @return the event, its id the delivery's where the body has none
   * @throws VerificationException if no signature holds, or the time is off by more than {@link
   *     #TOLERANCE}
   */
  public Event verify(String id, String timestamp, String signature, byte[] body) {
    if (id == null || timestamp == null || signature == null) {
      throw new VerificationException("a webhook has an id, a timestamp and a signature");
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      throw new VerificationException("the timestamp is no number of seconds");
    }
    if (!isSigned(id + "." + timestamp + ".", body, signature)) {
      throw new VerificationException("no signature holds");
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      throw new VerificationException("signed at " + sent + ", too far from now");
    }
    return event(id, body);
  }

  private static Event event(String id, byte[] body) {
    try {
      Members read = Members.parse(new String(body, StandardCharsets.UTF_8));
      return new Event(read.has("id") ? read : read.withText("id", id));
    } catch (IllegalArgumentException notJson) {
      throw new VerificationException("the body is no JSON object", notJson);
    }
  }

  private boolean isSigned(String head, byte[] body, String signatures) {
    boolean signed = false;
    StringTokenizer tokens = new StringTokenizer(signatures, " ");
    for (int i = 0; i < MOST_SIGNATURES && tokens.hasMoreTokens(); i++) {
      String token = tokens.nextToken();
      if (token.startsWith("v1,")) {
        byte[] sent = token.substring("v1,".length()).getBytes(StandardCharsets.US_ASCII);
        for (SecretKeySpec key : keys) {
          signed |= MessageDigest.isEqual(signature(key, head, body), sent);
        }
      }
    }
    return signed;
  }

  private static byte[] signature(SecretKeySpec key, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
