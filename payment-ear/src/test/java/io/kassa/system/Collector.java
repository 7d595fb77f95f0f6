package io.kassa.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Receives traces by OTLP over HTTP on the loopback address (OpenTelemetry Protocol 1.x, {@code
 * trace.proto}).
 */
final class Collector implements AutoCloseable {
  /** The kinds of a span, by their numbers in the protocol. */
  enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /**
   * A span.
   *
   * @param parentId empty for the first of its trace
   */
  record Span(
      String traceId,
      String id,
      String parentId,
      String name,
      Kind kind,
      Map<String, String> attributes) {}

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector start() throws IOException {
    Collector collector =
        new Collector(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    collector.server.createContext("/v1/traces", collector::receive);
    collector.server.start();
    return collector;
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} names. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came of a trace so far. */
  List<Span> spans(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** Whose spans they are, by the attributes of the resource. */
  List<Map<String, String>> resources() {
    return List.copyOf(resources);
  }

  private void receive(HttpExchange exchange) throws IOException {
    Protobuf request = Protobuf.of(exchange.getRequestBody().readAllBytes());
    for (Protobuf ofResource : request.messages(1)) {
      ofResource.messages(1).forEach(resource -> resources.add(attributes(resource, 1)));
      for (Protobuf ofScope : ofResource.messages(2)) {
        ofScope.messages(2).forEach(span -> spans.add(span(span)));
      }
    }
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span span(Protobuf span) {
    return new Span(
        span.hex(1),
        span.hex(2),
        span.hex(4),
        span.text(5),
        Kind.values()[(int) span.number(6)],
        attributes(span, 9));
  }

  private static Map<String, String> attributes(Protobuf of, int number) {
    Map<String, String> attributes = new TreeMap<>();
    for (Protobuf attribute : of.messages(number)) {
      Protobuf value = attribute.messages(2).get(0);
      attributes.put(
          attribute.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
    }
    return attributes;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
