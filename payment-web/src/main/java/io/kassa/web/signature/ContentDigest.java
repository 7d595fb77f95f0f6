package io.kassa.web.signature;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;

/**
 * The {@code Content-Digest} of a request (RFC 9530 section 2): SHA-256, SHA-512 or both, in which
 * case both have to be right. Other algorithms beside them are not looked at (section 5). One
 * object reads one request.
 */
final class ContentDigest {
  static final String HEADER = "Content-Digest";

  /** More members than algorithms are registered. */
  private static final int MAX_MEMBERS = 8;

  private byte[] sha256;
  private byte[] sha512;

  /**
   * Judges the digest that a request tells of its body.
   *
   * @return ACCEPTED, HEADER_ABSENT, TOO_LONG, DIGEST_UNKNOWN or DIGEST_DIFFERS
   */
  static Verdict judge(HttpServletRequest request, byte[] body) {
    Enumeration<String> lines = request.getHeaders(HEADER);
    if (!lines.hasMoreElements()) {
      return Verdict.HEADER_ABSENT;
    }
    String value = lines.nextElement();
    while (lines.hasMoreElements() && value.length() <= Signatures.MAX_HEADER_CHARS) {
      value = value + ", " + lines.nextElement();
    }
    if (value.length() > Signatures.MAX_HEADER_CHARS) {
      return Verdict.TOO_LONG;
    }
    ContentDigest told = new ContentDigest();
    if (!told.read(new FieldText(value.trim()))) {
      return Verdict.DIGEST_UNKNOWN;
    }
    return told.isOf(body) ? Verdict.ACCEPTED : Verdict.DIGEST_DIFFERS;
  }

  private boolean read(FieldText value) {
    int members = 0;
    do {
      String algorithm = value.key();
      byte[] digest = algorithm != null && value.take('=') ? value.bytes() : null;
      if (digest == null || !keep(algorithm, digest) || ++members > MAX_MEMBERS) {
        return false;
      }
    } while (value.takeComma());
    return value.isAtEnd() && (sha256 != null || sha512 != null);
  }

  /** Keeps what is known; the same algorithm twice is refused, for which of both would hold? */
  private boolean keep(String algorithm, byte[] digest) {
    if (algorithm.equals("sha-256")) {
      boolean isFirst = sha256 == null;
      sha256 = digest;
      return isFirst;
    }
    if (algorithm.equals("sha-512")) {
      boolean isFirst = sha512 == null;
      sha512 = digest;
      return isFirst;
    }
    return true;
  }

  private boolean isOf(byte[] body) {
    return (sha256 == null || MessageDigest.isEqual(sha256, digest("SHA-256", body)))
        && (sha512 == null || MessageDigest.isEqual(sha512, digest("SHA-512", body)));
  }

  private static byte[] digest(String algorithm, byte[] body) {
    try {
      return MessageDigest.getInstance(algorithm).digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK cannot make an " + algorithm, impossible);
    }
  }
}
