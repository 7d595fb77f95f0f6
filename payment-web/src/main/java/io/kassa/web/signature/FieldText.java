package io.kassa.web.signature;

import java.util.Base64;

/**
 * A Structured Field (RFC 9651) while it is read, from left to right. Each method takes one thing
 * in its canonical spelling or says that it is not there; where nothing was taken, reading is over.
 */
final class FieldText {
  /** RFC 9651 section 3.3.1. */
  private static final int MAX_DIGITS = 15;

  private final String text;
  private int at;

  FieldText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  int position() {
    return at;
  }

  /** What stands from a position to the one that is reached. */
  String since(int start) {
    return text.substring(start, at);
  }

  /** Takes this character, if it is the next one. */
  boolean take(char expected) {
    if (isAtEnd() || text.charAt(at) != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes the comma and the blanks around it that part two members (RFC 9651 section 4.2.2). */
  boolean takeComma() {
    skipBlanks();
    boolean found = take(',');
    skipBlanks();
    return found;
  }

  private void skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** A key (RFC 9651 section 3.1.2), null if there is none. */
  String key() {
    int start = at;
    if (isAtEnd() || !(isLower(text.charAt(at)) || text.charAt(at) == '*')) {
      return null;
    }
    while (!isAtEnd() && isKeyCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A string (RFC 9651 section 3.3.3) without escapes, which nothing here needs; else null. */
  String string() {
    if (!take('"')) {
      return null;
    }
    int start = at;
    while (!isAtEnd() && isPlain(text.charAt(at))) {
      at++;
    }
    String value = text.substring(start, at);
    return take('"') ? value : null;
  }

  /** An integer (RFC 9651 section 3.3.1) without sign and leading zeros; else -1. */
  long integer() {
    int start = at;
    long value = 0;
    while (!isAtEnd() && isDigit(text.charAt(at))) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
      if (at - start > MAX_DIGITS) {
        return -1;
      }
    }
    boolean isCanonical = at - start == 1 || (at > start && text.charAt(start) != '0');
    return isCanonical ? value : -1;
  }

  /**
   * A byte sequence (RFC 9651 section 3.3.5), null if there is none. Base64 has several spellings
   * for the same bytes; only the one that an encoder makes is read.
   */
  byte[] bytes() {
    if (!take(':')) {
      return null;
    }
    int end = text.indexOf(':', at);
    if (end < 0) {
      return null;
    }
    String base64 = text.substring(at, end);
    at = end + 1;
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    return Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes : null;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isKeyCharacter(char c) {
    return isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }
}
