package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

/**
 * One key among all: what it is for, and which of those.
 *
 * @param purpose never null
 * @param version 1 to {@link KeyRing#MAX_VERSION}
 */
public record KeyId(KeyPurpose purpose, int version) {
  public KeyId {
    requireNonNull(purpose, "purpose");
    KeyRing.requireVersion(version);
  }

  /** The keystore's alias, as in {@code payment-key-1}. */
  @Override
  public String toString() {
    return purpose.alias(version);
  }
}
