package io.kassa.crypto;

import java.time.Duration;
import java.util.Optional;

/** What a key is for. A key serves one purpose; the alias in the keystore says which. */
public enum KeyPurpose {
  /** HMAC-SHA-256 over payment keys; 256 bits or more, shared by all nodes. */
  PAYMENT_KEY("payment-key"),
  /** Ed25519 signature of confirmations; the public half is published for 10 years. */
  CONFIRMATION("confirmation"),
  /** AES-256-GCM of personal data in the database. */
  PERSONAL_DATA("personal-data"),
  /** AES-256-GCM of merchants' secrets that Kassa has to use itself: a hash would not do. */
  CREDENTIAL("credential");

  private final String aliasPrefix;

  KeyPurpose(String aliasPrefix) {
    this.aliasPrefix = aliasPrefix;
  }

  /** The keystore alias without {@code -version}, as in {@code payment-key}. */
  public String aliasPrefix() {
    return aliasPrefix;
  }

  /**
   * How long a version stays after a later one became active, before it retires by itself: until
   * nothing that was made with it can still be around. What is sealed is looked up as well.
   *
   * @return empty where that is never known
   */
  Optional<Duration> overlap() {
    return switch (this) {
      case PAYMENT_KEY -> Optional.of(Duration.ofDays(31));
      case CONFIRMATION, CREDENTIAL -> Optional.of(Duration.ofMinutes(5));
      case PERSONAL_DATA -> Optional.empty();
    };
  }

  /**
   * The keystore alias of a version, as in {@code payment-key-1}.
   *
   * @param version 1 to {@link KeyRing#MAX_VERSION}
   * @throws IllegalArgumentException if the version is out of bounds
   */
  public String alias(int version) {
    return aliasPrefix + "-" + KeyRing.requireVersion(version);
  }
}
