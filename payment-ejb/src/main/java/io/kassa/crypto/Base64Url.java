package io.kassa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with the URL alphabet and without padding (RFC 4648 section 5, RFC 7515 section 2). The
 * JDK's decoder also takes padding and stray bits in the last character, so that one value has
 * several spellings; here each value has exactly one.
 */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  /** The one spelling of these bytes. */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * The bytes that have this spelling.
   *
   * @param text anything but null
   * @return empty if the text is not the canonical spelling of any bytes
   */
  public static Optional<byte[]> decode(String text) {
    if (text.length() % 4 == 1 || !hasOnlyTheAlphabet(text)) {
      return Optional.empty();
    }
    byte[] bytes = DECODER.decode(text.getBytes(StandardCharsets.ISO_8859_1));
    return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
  }

  /** Looked at before decoding, since a forged text is common and an exception is dear. */
  private static boolean hasOnlyTheAlphabet(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean known =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!known) {
        return false;
      }
    }
    return true;
  }
}
