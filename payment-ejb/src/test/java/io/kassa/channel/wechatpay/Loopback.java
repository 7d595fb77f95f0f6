package io.kassa.channel.wechatpay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kassa.channel.wechatpay.TestPlatform.Seal;
import io.kassa.storage.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The provider's server: it checks the signature of each request by itself, answers what a test
 * told it and signs that.
 */
final class Loopback implements AutoCloseable {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"(?<mchid>[^\"]*)\",nonce_str=\"(?<nonce>[^\"]*)\","
              + "timestamp=\"(?<time>[0-9]+)\",serial_no=\"(?<serial>[^\"]*)\","
              + "signature=\"(?<signature>[^\"]*)\"");

  /** What to answer; unsigned if the seal is null. */
  record Reply(int status, Bytes body, Seal seal, Map<String, String> changedHeaders) {
    static Reply of(int status, String body) {
      return of(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply of(int status, byte[] body) {
      return new Reply(status, Bytes.of(body), Seal.publicKey(), Map.of());
    }

    Reply sealed(Seal other) {
      return new Reply(status, body, other, changedHeaders);
    }

    Reply changed(String header, String value) {
      return new Reply(status, body, seal, Map.of(header, value));
    }
  }

  /** A request that came, its signature checked. */
  record Request(String line, Map<String, List<String>> headers, String body) {}

  private final HttpServer server;
  private final Clock clock;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  static {
    // head and body of an answer leave in two writes; without this the second waits for 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  Loopback(Clock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI base() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  /**
   * From now on that request is answered so.
   *
   * @param line method and path, without the query
   */
  void answer(String line, Reply reply) {
    replies.put(line, reply);
  }

  List<Request> requests() {
    return requests;
  }

  List<String> lines() {
    return requests.stream().map(Request::line).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      URI uri = exchange.getRequestURI();
      String text = new String(body, StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod() + " " + uri,
              new HashMap<>(exchange.getRequestHeaders()),
              text));
      if (isSigned(exchange, uri.toString(), text)) {
        Reply reply = replies.get(exchange.getRequestMethod() + " " + uri.getPath());
        send(exchange, reply == null ? Reply.of(404, "{\"code\":\"NO_REPLY\"}") : reply);
      } else {
        send(exchange, Reply.of(401, "{\"code\":\"SIGN_ERROR\"}"));
      }
    }
  }

  private boolean isSigned(HttpExchange exchange, String target, String body) {
    Matcher matcher = AUTHORIZATION.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!matcher.matches()
        || !matcher.group("mchid").equals(TestPlatform.MCHID)
        || !matcher.group("serial").equals(TestPlatform.MERCHANT_SERIAL)
        || matcher.group("nonce").length() > 32
        || Math.abs(Long.parseLong(matcher.group("time")) - clock.instant().getEpochSecond())
            > 300) {
      return false;
    }
    String signed =
        exchange.getRequestMethod()
            + "\n"
            + target
            + "\n"
            + matcher.group("time")
            + "\n"
            + matcher.group("nonce")
            + "\n"
            + body
            + "\n";
    return TestPlatform.verifies(
        TestPlatform.MERCHANT.getPublic(), signed, matcher.group("signature"));
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = Bytes.array(reply.body());
    if (reply.seal() != null) {
      TestPlatform.headers(reply.seal(), clock.instant(), body)
          .forEach(exchange.getResponseHeaders()::set);
    }
    reply.changedHeaders().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
