package io.kassa.channel.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kassa.storage.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The provider's server: it checks the signature of each call by itself, answers what a test told
 * it and signs that.
 */
final class Loopback implements AutoCloseable {
  static {
    // else each answer waits 40 ms for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What to answer: a node to be signed, or a body as it is. */
  record Reply(int status, String node, String body, PrivateKey key, String certificateNumber) {
    static Reply of(String node) {
      return new Reply(200, node, null, TestAlipay.ALIPAY.getPrivate(), null);
    }

    /** A refusal, as the provider writes it. */
    static Reply refusal(String subCode) {
      return of(
          "{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\""
              + subCode
              + "\",\"sub_msg\":\"不行\"}");
    }

    static Reply raw(int status, String body) {
      return new Reply(status, null, body, null, null);
    }

    Reply signedBy(PrivateKey other) {
      return new Reply(status, node, body, other, certificateNumber);
    }

    Reply naming(String number) {
      return new Reply(status, node, body, key, number);
    }
  }

  /** A call that came. */
  record Request(String method, Map<String, String> parameters) {
    String content() {
      return parameters.get("biz_content");
    }
  }

  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Map<String, Bytes> files = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  Loopback() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/gateway.do", this::call);
    server.createContext("/file/", this::file);
    server.start();
  }

  URI address(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getHostString()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  URI gateway() {
    return address("/gateway.do");
  }

  /** From now on that method is answered so. */
  void answer(String method, Reply reply) {
    replies.put(method, reply);
  }

  /** From now on that path has this file. */
  void serve(String path, byte[] content) {
    files.put(path, Bytes.of(content));
  }

  List<Request> requests() {
    return requests;
  }

  List<String> methods() {
    return requests.stream().map(Request::method).toList();
  }

  private void call(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = new TreeMap<>();
      parameters.putAll(form(exchange.getRequestURI().getRawQuery()));
      parameters.putAll(
          form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      String method = parameters.getOrDefault("method", "");
      requests.add(new Request(method, parameters));
      Reply reply =
          isRight(parameters)
              ? replies.getOrDefault(method, Reply.refusal("NO_REPLY"))
              : Reply.of(
                  "{\"code\":\"40002\",\"msg\":\"x\",\"sub_code\":\"isv.invalid-signature\"}");
      String body =
          reply.body() == null
              ? TestAlipay.body(method, reply.node(), reply.key(), reply.certificateNumber())
              : reply.body();
      send(exchange, reply.status(), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isRight(Map<String, String> parameters) {
    return TestAlipay.isApps(parameters)
        && TestAlipay.APP_ID.equals(parameters.get("app_id"))
        && "RSA2".equals(parameters.get("sign_type"))
        && "utf-8".equals(parameters.get("charset"))
        && "1.0".equals(parameters.get("version"));
  }

  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      Bytes file = files.get(exchange.getRequestURI().getPath());
      send(exchange, file == null ? 404 : 200, file == null ? new byte[0] : Bytes.array(file));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** The parameters of a query or a form. */
  static Map<String, String> form(String text) {
    Map<String, String> parameters = new TreeMap<>();
    StringTokenizer pairs = new StringTokenizer(text == null ? "" : text, "&");
    while (pairs.hasMoreTokens()) {
      String pair = pairs.nextToken();
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
