package io.kassa.web.signature;

import io.kassa.access.SignatureAlgorithm;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

/**
 * Reads the two headers of a signature (RFC 9421 section 4), which are dictionaries of one member
 * each here. One object reads one request, and stops at the first thing that is wrong.
 */
final class SignatureHeaders {
  private static final String INPUT = "Signature-Input";
  private static final String SIGNATURE = "Signature";
  private static final Set<String> DERIVED =
      Set.of("@method", "@target-uri", "@authority", "@path", "@query");

  private final List<String> components = new ArrayList<>();
  private Verdict verdict = Verdict.ACCEPTED;
  private String keyId;
  private String nonce;
  private String tag;
  private String algorithm;
  private long created = -1;
  private long expires = -1;
  private boolean isReadable = true;

  /** Whether a request claims to be signed, however badly. */
  static boolean areOn(HttpServletRequest request) {
    return request.getHeader(INPUT) != null || request.getHeader(SIGNATURE) != null;
  }

  /** The signature; null if there is none that can be read, and {@link #verdict} says why. */
  Signed read(HttpServletRequest request) {
    String input = only(request, INPUT);
    String value = only(request, SIGNATURE);
    return input == null || value == null ? null : read(new FieldText(input), new FieldText(value));
  }

  /** What is wrong. */
  Verdict verdict() {
    return verdict;
  }

  private Signed refused(Verdict reason) {
    verdict = reason;
    return null;
  }

  /** The header's only line; one of several would let a proxy and us choose different ones. */
  private String only(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders(name);
    String line = lines.hasMoreElements() ? lines.nextElement() : null;
    if (line == null || lines.hasMoreElements()) {
      verdict = Verdict.NOT_TWO_HEADERS;
      return null;
    }
    if (line.length() > Signatures.MAX_HEADER_CHARS) {
      verdict = Verdict.TOO_LONG;
      return null;
    }
    return line.trim();
  }

  private Signed read(FieldText input, FieldText value) {
    String label = input.key();
    if (label == null || !input.take('=')) {
      return refused(Verdict.MALFORMED);
    }
    int start = input.position();
    if (!readComponents(input) || !readParameters(input)) {
      return null;
    }
    String parameters = input.since(start);
    if (keyId == null || created < 0) {
      return refused(Verdict.MISSING_PARAMETER);
    }
    if (!label.equals(value.key()) || !value.take('=')) {
      return refused(Verdict.MALFORMED);
    }
    byte[] signature = value.bytes();
    if (signature == null || !value.isAtEnd()) {
      return refused(Verdict.MALFORMED);
    }
    SignatureAlgorithm made = SignatureAlgorithm.ofSignature(signature);
    if (made == null || (algorithm != null && !algorithm.equals(made.registeredName()))) {
      return refused(Verdict.NO_SIGNATURE);
    }
    List<String> covered = Collections.unmodifiableList(components);
    long end = expires < 0 ? Long.MAX_VALUE : expires;
    return new Signed(parameters, covered, keyId, created, end, nonce, made, signature);
  }

  private boolean readComponents(FieldText input) {
    if (!input.take('(')) {
      return isFine(false, Verdict.MALFORMED);
    }
    while (!input.take(')')) {
      if (!components.isEmpty() && !input.take(' ')) {
        return isFine(false, Verdict.MALFORMED);
      }
      String name = input.string();
      if (!isFine(name != null, Verdict.MALFORMED)
          || !isFine(components.size() < Signatures.MAX_COMPONENTS, Verdict.TOO_MANY_COMPONENTS)
          || !isFine(isKnown(name) && !input.take(';'), Verdict.UNKNOWN_COMPONENT)
          || !isFine(!components.contains(name), Verdict.REPEATED_COMPONENT)) {
        return false;
      }
      components.add(name);
    }
    return true;
  }

  /** A field's name is a token of RFC 9110 in lower case (RFC 9421 section 2.1). */
  private static boolean isKnown(String name) {
    if (name.isEmpty() || name.charAt(0) == '@') {
      return DERIVED.contains(name);
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isToken =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      if (!isToken) {
        return false;
      }
    }
    return true;
  }

  private boolean readParameters(FieldText input) {
    while (input.take(';')) {
      String name = input.key();
      if (name == null || !input.take('=')) {
        return isFine(false, Verdict.MALFORMED);
      }
      if (!isFine(readParameter(name, input), Verdict.BAD_PARAMETER)) {
        return false;
      }
    }
    return isFine(input.isAtEnd(), Verdict.MALFORMED);
  }

  private boolean readParameter(String name, FieldText input) {
    switch (name) {
      case "created" -> created = time(created, input);
      case "expires" -> expires = time(expires, input);
      case "keyid" -> keyId = text(keyId, input);
      case "nonce" -> nonce = text(nonce, input);
      case "tag" -> tag = text(tag, input);
      case "alg" -> algorithm = text(algorithm, input);
      default -> isReadable = false;
    }
    return isReadable;
  }

  private long time(long before, FieldText input) {
    long value = input.integer();
    isReadable = before < 0 && value >= 0;
    return value;
  }

  private String text(String before, FieldText input) {
    String value = input.string();
    isReadable =
        before == null
            && value != null
            && !value.isEmpty()
            && value.length() <= Signed.MAX_TEXT_CHARS;
    return value;
  }

  private boolean isFine(boolean condition, Verdict otherwise) {
    if (!condition) {
      verdict = otherwise;
    }
    return condition;
  }
}
