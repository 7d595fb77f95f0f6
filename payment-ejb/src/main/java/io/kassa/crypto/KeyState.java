package io.kassa.crypto;

/**
 * What the database says of a key.
 *
 * @param used whether it was ever active, so that something may need it
 */
public record KeyState(KeyId key, Kind kind, boolean used) {
  /** May verify and open; may also sign and seal; no longer needed. */
  public enum Kind {
    VERIFY_ONLY,
    ACTIVE,
    RETIRED
  }

  /** Whether a node must hold the key: something was made with it, and may still be around. */
  boolean isNeeded() {
    return used && kind != Kind.RETIRED;
  }
}
