package io.kassa.web.platform;

import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.RequestKey;
import io.kassa.web.json.BodyBuffer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Enumeration;

/**
 * The header {@code Idempotency-Key} of a merchant's POST (draft-ietf-httpapi-idempotency-key-
 * header-06): a Structured Fields string, in double quotes; a bare value is taken as if it were
 * quoted, since many clients send it so. And how the answer says that it is a replay.
 */
public final class IdempotencyKey {
  /** The request header. */
  public static final String HEADER = "Idempotency-Key";

  private static final String REPLAYED = "Idempotency-Replayed";
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /**
   * The key of this request; null if it has none.
   *
   * @throws PaymentException INVALID_REQUEST naming the header
   */
  public static RequestKey of(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(HEADER);
    if (!values.hasMoreElements()) {
      return null;
    }
    String key = unquoted(values.nextElement().strip());
    if (values.hasMoreElements()) {
      throw PaymentException.invalid(HEADER, "is there twice");
    }
    if (key == null || key.isEmpty() || key.length() > LONGEST) {
      throw PaymentException.invalid(
          HEADER, "must be a string of 1 to " + LONGEST + " visible ASCII characters");
    }
    String route = request.getMethod() + " " + request.getRequestURI();
    return RequestKey.of(route, key, BodyBuffer.bytesOf(request));
  }

  /** 201 with {@code Location} for a call that always makes something new. */
  public static Response created(Created<?> created, String location, Object json) {
    return answer(Response.created(URI.create(location)), created, json);
  }

  /**
   * 201 for what the call created, 200 for what was there before.
   *
   * @param location null for what has no address of its own
   */
  public static Response createdOrFound(Created<?> created, String location, Object json) {
    Response.ResponseBuilder answer =
        Response.status(created.isNew() ? Response.Status.CREATED : Response.Status.OK);
    if (created.isNew() && location != null) {
      answer.location(URI.create(location));
    }
    return answer(answer, created, json);
  }

  /** 200 for a call that creates nothing. */
  public static Response done(Created<?> done, Object json) {
    return answer(Response.ok(), done, json);
  }

  private static Response answer(Response.ResponseBuilder answer, Created<?> created, Object json) {
    if (created.replayed()) {
      answer.header(REPLAYED, "true");
    }
    return answer.entity(json).build();
  }

  /** The string's characters (RFC 9651 section 4.2.5); null if it is malformed. */
  private static String unquoted(String value) {
    boolean quoted = value.startsWith("\"");
    if (quoted && (value.length() < 2 || !value.endsWith("\""))) {
      return null;
    }
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    StringBuilder key = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (quoted && c == '\\') {
        i++;
        c = i < inner.length() ? inner.charAt(i) : 0;
        if (c != '"' && c != '\\') {
          return null;
        }
      } else if (c == '"' || c < ' ' || c > '~' || (!quoted && c == ' ')) {
        return null;
      }
      key.append(c);
    }
    return key.toString();
  }
}
