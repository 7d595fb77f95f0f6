package io.kassa.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as a test says, and remembers what it was asked. */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  /** What was asked. */
  public record Asked(String method, String target, Map<String, String> headers, String body) {}

  /** How it answers. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** Listens on a free port. */
  public LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** The API's base. */
  public URI apiBase() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/payment/api/v1");
  }

  /** The next answers to this call, the last one for ever; a path without query. */
  public LoopbackServer on(String call, Answer... inTurn) {
    synchronized (answers) {
      answers.put(call, new ArrayDeque<>(List.of(inTurn)));
    }
    return this;
  }

  /** A JSON answer. */
  public static Answer json(int status, String body, String... headers) {
    return exchange -> send(exchange, status, "application/json", body, headers);
  }

  /** A refusal. */
  public static Answer problem(int status, String code, String... headers) {
    String body =
        "{\"type\":\"t\",\"title\":\"No\",\"status\":%d,\"detail\":\"Because.\",\"code\":\"%s\"}"
            .formatted(status, code);
    return exchange -> send(exchange, status, "application/problem+json", body, headers);
  }

  /** Reads the request and hangs up. */
  public static Answer hangUp() {
    return HttpExchange::close;
  }

  /** What was asked so far. */
  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** Sends an answer as it is. */
  public static void send(
      HttpExchange exchange, int status, String type, String body, String... headers)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Request-Id", "r-1");
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/payment/api/v1".length());
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (asked) {
      String target = exchange.getRequestURI().toString();
      asked.add(new Asked(exchange.getRequestMethod(), target, headers, body));
    }
    next(exchange.getRequestMethod() + " " + path).to(exchange);
  }

  private Answer next(String call) {
    synchronized (answers) {
      Deque<Answer> inTurn = answers.get(call);
      if (inTurn == null) {
        return problem(404, "not-found");
      }
      return inTurn.size() > 1 ? inTurn.poll() : inTurn.peek();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
