package io.kassa.web.json;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A body's bytes, counted while they are read, and its text, decoded strictly (RFC 8259 8.1). */
public final class BodyText {
  /** The longest body in bytes that is read. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private BodyText() {}

  /**
   * Reads to the end of the stream, whatever the Content-Length promised.
   *
   * @return at most {@link #MAX_BYTES} bytes, never null
   * @throws PaymentException PAYLOAD_TOO_LARGE for one byte more; INVALID_REQUEST when the upload
   *     breaks off, which is the sender's doing and no incident of ours
   */
  public static byte[] bytes(InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MAX_BYTES + 1);
    } catch (IOException brokenOff) {
      throw PaymentException.invalid("$", "ended before it was complete");
    }
    if (bytes.length > MAX_BYTES) {
      throw PaymentException.of(
          ErrorCode.PAYLOAD_TOO_LARGE, "A body holds at most " + MAX_BYTES + " bytes.");
    }
    return bytes;
  }

  /**
   * The text of UTF-8 bytes without a byte order mark.
   *
   * @throws PaymentException INVALID_REQUEST for malformed UTF-8 or a byte order mark
   */
  static String decode(byte[] bytes) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException malformed) {
      throw PaymentException.invalid("$", "must be UTF-8");
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw PaymentException.invalid("$", "must not begin with a byte order mark");
    }
    return text;
  }
}
