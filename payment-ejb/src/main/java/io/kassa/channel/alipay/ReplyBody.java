package io.kassa.channel.alipay;

import io.kassa.storage.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it came: an object with the method's node, whose very text is signed, and beside it
 * the signature and, in certificate mode, the number of the certificate. Nothing of it is believed
 * yet.
 */
final class ReplyBody {
  private final String text;
  private final Fields members;
  private int at;

  private ReplyBody(String text) {
    this.text = text;
    this.members = Fields.parse(text);
  }

  /**
   * Reads a body.
   *
   * @throws MalformedAnswerException if it is not one JSON object in UTF-8
   */
  static ReplyBody parse(Bytes body) {
    try {
      return new ReplyBody(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Bytes.array(body)))
              .toString());
    } catch (CharacterCodingException notText) {
      throw new MalformedAnswerException("not-utf-8");
    }
  }

  /** The signature; null if there is none. */
  String sign() {
    return members.textOrNull(SignedText.SIGN);
  }

  /** The number of the certificate; null if none is named. */
  String certificateNumber() {
    return members.textOrNull("alipay_cert_sn");
  }

  /**
   * The text of a member of the outermost object, cut out as it is. The JSON was parsed before, so
   * looking for quotes and brackets is enough.
   *
   * @throws MalformedAnswerException if there is none of that name, spelled without escapes
   */
  String node(String name) {
    String quoted = '"' + name + '"';
    at = text.indexOf('{') + 1;
    while (true) {
      skipSpace();
      if (next() == '}') {
        throw new MalformedAnswerException("node-is-missing");
      }
      int nameFrom = at;
      skipString();
      boolean found = text.substring(nameFrom, at).equals(quoted);
      skipSpace();
      at++; // the colon
      skipSpace();
      int from = at;
      skipValue();
      if (found) {
        return text.substring(from, at);
      }
      skipSpace();
      if (next() == ',') {
        at++;
      }
    }
  }

  private void skipSpace() {
    while (" \t\r\n".indexOf(next()) >= 0) {
      at++;
    }
  }

  private void skipString() {
    at++;
    while (next() != '"') {
      at += next() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipValue() {
    int depth = 0;
    do {
      char next = next();
      if (next == '"') {
        skipString();
      } else {
        if (next == '{' || next == '[') {
          depth++;
        } else if (next == '}' || next == ']') {
          depth--;
        }
        at++;
      }
    } while (depth > 0 || !isEndOfValue());
  }

  private boolean isEndOfValue() {
    return ",} \t\r\n".indexOf(next()) >= 0;
  }

  private char next() {
    if (at >= text.length()) {
      throw new MalformedAnswerException("not-json");
    }
    return text.charAt(at);
  }
}
