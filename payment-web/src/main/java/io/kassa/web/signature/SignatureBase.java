package io.kassa.web.signature;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;

/**
 * The text that is signed (RFC 9421 section 2.5). It knows how a component's value is made, and
 * nothing of which components there have to be.
 */
final class SignatureBase {
  private static final int USUAL_CHARS = 1_024;

  private final HttpServletRequest request;
  private final PublicOrigin origin;
  private final StringBuilder text = new StringBuilder(USUAL_CHARS);
  private Verdict verdict = Verdict.ACCEPTED;

  SignatureBase(HttpServletRequest request, PublicOrigin origin) {
    this.request = request;
    this.origin = origin;
  }

  /**
   * The bytes to verify; null if a component has no value or one that cannot be signed, and {@link
   * #verdict} says which of both.
   *
   * @param parameters as they were sent: the last line, without its name
   */
  byte[] bytes(List<String> components, String parameters) {
    for (String component : components) {
      text.append('"').append(component).append("\": ");
      boolean isThere =
          component.charAt(0) == '@' ? appendDerived(component) : appendField(component);
      if (!isThere) {
        return null;
      }
      text.append('\n');
    }
    text.append("\"@signature-params\": ").append(parameters);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** What is wrong. */
  Verdict verdict() {
    return verdict;
  }

  /** Paths and queries stay as they were sent, with their percent signs (section 2.2). */
  private boolean appendDerived(String component) {
    String query = request.getQueryString();
    return switch (component) {
      case "@method" -> appendValue(request.getMethod());
      case "@authority" -> appendValue(origin.authority());
      case "@path" -> appendValue(path());
      case "@query" -> appendValue("?") && (query == null || appendValue(query));
      case "@target-uri" ->
          appendValue(origin.text())
              && appendValue(path())
              && (query == null || (appendValue("?") && appendValue(query)));
      default -> throw new IllegalStateException("no value is known for " + component);
    };
  }

  private String path() {
    String raw = request.getRequestURI();
    return raw.isEmpty() ? "/" : raw;
  }

  /** All lines of a field, each without the blanks around it (section 2.1). */
  private boolean appendField(String name) {
    Enumeration<String> lines = request.getHeaders(name);
    if (!lines.hasMoreElements()) {
      verdict = Verdict.HEADER_ABSENT;
      return false;
    }
    boolean isAscii = appendValue(trimmed(lines.nextElement()));
    while (isAscii && lines.hasMoreElements()) {
      text.append(", ");
      isAscii = appendValue(trimmed(lines.nextElement()));
    }
    return isAscii;
  }

  private static String trimmed(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A line break in a value would look like the next component, so nothing odd is let in. */
  private boolean appendValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        verdict = Verdict.NOT_ASCII;
        return false;
      }
    }
    text.append(value);
    return true;
  }
}
