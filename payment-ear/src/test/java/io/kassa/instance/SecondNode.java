package io.kassa.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A second node of the running instance: a server of its own on the same database, with the same
 * keystore and the same public address, as behind a load balancer.
 */
public final class SecondNode implements AutoCloseable {
  /** Of classes for which it is set up while others run. */
  public static final String TAG = "second-node";

  private static CompletableFuture<Void> preparation = CompletableFuture.completedFuture(null);

  private final Settings settings;
  private final Server server;

  private SecondNode(Settings settings, Server server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Sets the node's server up in the background and stops it again, which is most of a first {@link
   * #start}. As long as the application is not deployed, the first node is alone; so nothing is
   * done where an earlier run deployed it.
   */
  static void prepare() {
    SecondNode node = of(Map.of());
    if (!node.server.isNew()) {
      return;
    }
    preparation =
        CompletableFuture.runAsync(
            () -> {
              try {
                node.startServer();
                node.close();
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
  }

  /** Waits for the end of what {@link #prepare} began, whatever it is. */
  static void awaitPrepared() {
    preparation.exceptionally(failure -> null).join();
  }

  /**
   * Starts the node and returns when it is ready; takes about a minute the first time.
   *
   * @param config MicroProfile Config beside what the first node was started with
   */
  public static SecondNode start(Map<String, String> config) throws IOException {
    preparation.join();
    SecondNode node = of(config);
    node.startServer();
    node.server.deploy();
    node.server.awaitReady();
    return node;
  }

  private static SecondNode of(Map<String, String> config) {
    Instance first = Instance.current();
    Settings settings = first.settings().ofSecondNode(config);
    SecondNode node = new SecondNode(settings, first.secondServer(settings));
    Runtime.getRuntime().addShutdownHook(new Thread(node::closeAtExit, "second-node-stop"));
    return node;
  }

  private void startServer() throws IOException {
    Files.createDirectories(settings.directory());
    server.stopLeftover();
    settings.ports().requireFree();
    server.start();
  }

  /** Where this node answers itself. */
  public URI apiBase() {
    return URI.create(settings.httpBase() + "/payment/api/v1");
  }

  /** Where its settings are changed. */
  public Server server() {
    return server;
  }

  /** For tests that break it. */
  public NodeHandle handle() {
    return new NodeHandle("node-2", settings, server);
  }

  /** Stops it; a second call does nothing. */
  @Override
  public void close() throws IOException {
    server.stop();
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException stillThere) {
      throw new IllegalStateException("the second node did not stop", stillThere);
    }
  }
}
