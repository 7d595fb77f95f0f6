package io.kassa.client.http;

import io.kassa.client.json.Body;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One call, apart from who makes it. Unchangeable. */
public final class Call {
  private final String method;
  private final String target;
  private final byte[] body;
  private final String accept;
  private final String idempotencyKey;
  private final Duration patience;

  private Call(
      String method,
      String target,
      byte[] body,
      String accept,
      String idempotencyKey,
      Duration patience) {
    this.method = method;
    this.target = target;
    this.body = body;
    this.accept = accept;
    this.idempotencyKey = idempotencyKey;
    this.patience = patience;
  }

  /** A reading call; it may be repeated. */
  public static Call get(String path) {
    return new Call("GET", path, new byte[0], "application/json", null, Duration.ZERO);
  }

  /**
   * A change that is made at most once, however often it is sent.
   *
   * @param idempotencyKey null if the path or the body alone makes it so
   */
  public static Call post(String path, Body body, String idempotencyKey) {
    byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    return new Call("POST", path, bytes, "application/json", idempotencyKey, Duration.ZERO);
  }

  /** With a query parameter; null leaves it out. */
  public Call with(String name, Object value) {
    if (value == null) {
      return this;
    }
    // a plus sign means a blank in forms only, so it is spelled as any other byte
    String encoded =
        URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    String next = target + (target.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded;
    return new Call(method, next, body, accept, idempotencyKey, patience);
  }

  /** Asks for another representation than JSON. */
  public Call accepting(String type) {
    return new Call(method, target, body, type, idempotencyKey, patience);
  }

  /** The server may take so much longer to answer. */
  public Call waiting(Duration longer) {
    return new Call(method, target, body, accept, idempotencyKey, longer);
  }

  String method() {
    return method;
  }

  /** Path and query below the API's base. */
  String target() {
    return target;
  }

  byte[] body() {
    return body.clone();
  }

  boolean hasBody() {
    return body.length > 0;
  }

  String accept() {
    return accept;
  }

  String idempotencyKey() {
    return idempotencyKey;
  }

  Duration patience() {
    return patience;
  }

  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
