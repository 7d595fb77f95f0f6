package io.kassa.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A merchant's server that receives webhooks on the loopback address. */
final class Sink implements AutoCloseable {
  /** What came, in the order of arrival. */
  record Received(String path, Map<String, List<String>> headers, String body) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElseThrow();
    }
  }

  private final HttpServer server;

  /** Slow answers hold a thread each. */
  private final ExecutorService threads = Executors.newFixedThreadPool(300);

  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();
  private final ToIntFunction<Received> answer;
  private final boolean keeping;

  private Sink(ToIntFunction<Received> answer, boolean keeping) throws IOException {
    this.answer = answer;
    this.keeping = keeping;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts one.
   *
   * @param answer the status for what came; may take its time
   */
  static Sink answering(ToIntFunction<Received> answer) {
    return start(answer, true);
  }

  /** The same, for so much that only the ids of what was taken can be kept. */
  static Sink forgetting(ToIntFunction<Received> answer) {
    return start(answer, false);
  }

  private static Sink start(ToIntFunction<Received> answer, boolean keeping) {
    try {
      return new Sink(answer, keeping);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it is. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** What came to a path. */
  List<Received> at(String path) {
    return received.stream().filter(one -> one.path().equals(path)).toList();
  }

  /** The ids of what a path took with 2xx. */
  Set<String> taken(String path) {
    return taken.getOrDefault(path, Set.of());
  }

  /** The body of what came. */
  static JsonObject json(Received one) {
    try (JsonReader reader = Json.createReader(new StringReader(one.body()))) {
      return reader.readObject();
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Received one =
        new Received(
            exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body);
    if (keeping) {
      received.add(one);
    }
    int status = answer.applyAsInt(one);
    if (status / 100 == 2) {
      taken
          .computeIfAbsent(one.path(), path -> ConcurrentHashMap.newKeySet())
          .add(one.header("webhook-id"));
    }
    if (status / 100 == 3) {
      exchange.getResponseHeaders().add("Location", url("/elsewhere"));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
