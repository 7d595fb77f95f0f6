package io.kassa.channel.control;

import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Seals the secret settings of a configuration, bound to its row. */
@ApplicationScoped
public class ConfigurationSecrets {
  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.CREDENTIAL);
  }

  /** Null for no secrets. */
  byte[] seal(Map<String, String> secrets, UUID configurationId) {
    return secrets.isEmpty()
        ? null
        : envelope.seal(
            SettingsText.of(secrets).getBytes(StandardCharsets.UTF_8), context(configurationId));
  }

  /** In clear, by name; empty for null. */
  Map<String, String> open(byte[] sealed, UUID configurationId) {
    return sealed == null
        ? Map.of()
        : SettingsText.read(
            new String(envelope.open(sealed, context(configurationId)), StandardCharsets.UTF_8));
  }

  private static byte[] context(UUID configurationId) {
    return Envelope.context("channel_configurations", "sealed_secrets", configurationId);
  }
}
