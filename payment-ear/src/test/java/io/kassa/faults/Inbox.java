package io.kassa.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Merchants' server for webhooks; keeps which events came and which came again. */
final class Inbox implements AutoCloseable {
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
  private final LongAdder again = new LongAdder();

  private Inbox(HttpServer server) {
    this.server = server;
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  static Inbox open() throws IOException {
    return new Inbox(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  /** By {@code webhook-id}. */
  Set<String> received() {
    return Set.copyOf(bodies.keySet());
  }

  /** How many came that had come before. */
  long duplicates() {
    return again.sum();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    if (bodies.put(id, body.length) != null) {
      again.increment();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
