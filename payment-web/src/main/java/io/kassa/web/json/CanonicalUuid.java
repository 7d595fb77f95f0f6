package io.kassa.web.json;

import java.util.UUID;

/** UUIDs as they are spelled on the wire. {@code UUID.fromString} also takes {@code 1-1-1-1-1}. */
public final class CanonicalUuid {
  private static final int LENGTH = 36;

  private CanonicalUuid() {}

  /**
   * The UUID of a canonical spelling: 36 characters, lower case (RFC 9562 section 4).
   *
   * @param text any text, never null
   * @return null for any other spelling
   */
  public static UUID parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      boolean fits = hyphen ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (!fits) {
        return null;
      }
    }
    return UUID.fromString(text);
  }
}
