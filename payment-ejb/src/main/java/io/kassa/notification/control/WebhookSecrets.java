package io.kassa.notification.control;

import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Makes, seals and opens the secrets of endpoints; a sealed one is bound to its row and column. */
@ApplicationScoped
public class WebhookSecrets {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final String TABLE = "webhook_endpoints";

  private final SecureRandom random = new SecureRandom();

  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.CREDENTIAL);
  }

  /** 256 random bits. */
  public byte[] make() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** As the specification spells it. */
  public static String text(byte[] secret) {
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  byte[] seal(byte[] secret, UUID endpointId) {
    return envelope.seal(secret, current(endpointId));
  }

  byte[] open(byte[] sealed, UUID endpointId) {
    return envelope.open(sealed, current(endpointId));
  }

  /** The sealed secret as it stands in the column for the one before. */
  byte[] moved(byte[] sealed, UUID endpointId) {
    return envelope.seal(open(sealed, endpointId), previous(endpointId));
  }

  byte[] openPrevious(byte[] sealed, UUID endpointId) {
    return envelope.open(sealed, previous(endpointId));
  }

  private static byte[] current(UUID endpointId) {
    return Envelope.context(TABLE, "sealed_secret", endpointId);
  }

  private static byte[] previous(UUID endpointId) {
    return Envelope.context(TABLE, "sealed_previous_secret", endpointId);
  }
}
