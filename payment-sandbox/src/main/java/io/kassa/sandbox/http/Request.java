package io.kassa.sandbox.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param method the verb, in capitals
 * @param mount where the endpoint is mounted, with the context root: {@code /sandbox/wechat-pay}
 * @param path the path behind the mount, as it was sent (still percent-encoded), or empty
 * @param query the query as it was sent, or empty
 * @param origin scheme, host and port that the caller used
 * @param headers by name, whose case does not matter
 * @param body the body read as UTF-8, or empty
 */
public record Request(
    String method,
    String mount,
    String path,
    String query,
    String origin,
    Map<String, String> headers,
    String body) {

  public Request {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Path and query behind the mount, as they were sent. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The query's parameters, decoded as UTF-8. */
  public Map<String, String> queryParameters() {
    return FormData.parse(query, java.nio.charset.StandardCharsets.UTF_8);
  }
}
