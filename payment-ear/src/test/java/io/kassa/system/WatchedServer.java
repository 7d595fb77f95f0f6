package io.kassa.system;

import io.kassa.bench.DatabaseProxy;
import io.kassa.instance.Instance;
import io.kassa.instance.Server;
import io.kassa.instance.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server while a collector takes its traces and a proxy writes down what it says to the
 * database. It takes a restart to begin with that, so it goes on until all tests are over; {@link
 * Turn#WATCHED} makes the classes that watch it come after those that do not.
 */
final class WatchedServer implements AutoCloseable {
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String PAUSE = "otel.bsp.schedule.delay";

  private final Instance instance = Instance.current();
  private final Collector collector;
  private final DatabaseProxy proxy;

  private WatchedServer(Collector collector, DatabaseProxy proxy) {
    this.collector = collector;
    this.proxy = proxy;
  }

  /** Hands it to the constructors of tests; the first one that asks has it started. */
  static final class Provider implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == WatchedServer.class;
    }

    @Override
    public WatchedServer resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(WatchedServer.class, type -> start(), WatchedServer.class);
    }
  }

  private static WatchedServer start() {
    try {
      int database = Instance.current().database().port();
      WatchedServer watched = new WatchedServer(Collector.start(), DatabaseProxy.before(database));
      Server server = watched.instance.server();
      server.configure(ENDPOINT, watched.collector.endpoint());
      server.configure(PAUSE, "100");
      server.reachDatabaseThrough(watched.proxy.port());
      return watched;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Collector collector() {
    return collector;
  }

  DatabaseProxy proxy() {
    return proxy;
  }

  /** Leaves the server as it was for the next start: it is stopped when the tests are over. */
  @Override
  public void close() throws IOException {
    Server server = instance.server();
    server.forget(ENDPOINT);
    server.forget(PAUSE);
    server.setDatabasePort(instance.database().port());
    collector.close();
    proxy.close();
  }
}
