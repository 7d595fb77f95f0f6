package io.kassa.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/**
 * A second node of the running instance: a server of its own on the same database, with the same
 * keystore and the same public address, as behind a load balancer.
 */
public final class SecondNode implements AutoCloseable {
  private final Settings settings;
  private final Server server;

  private SecondNode(Settings settings, Server server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Starts the node and returns when it is ready; takes about a minute the first time.
   *
   * @param config MicroProfile Config beside what the first node was started with
   */
  public static SecondNode start(Map<String, String> config) throws IOException {
    Instance first = Instance.current();
    Settings settings = first.settings().ofSecondNode(config);
    Files.createDirectories(settings.directory());
    SecondNode node = new SecondNode(settings, first.secondServer(settings));
    Runtime.getRuntime().addShutdownHook(new Thread(node::closeAtExit, "second-node-stop"));
    node.server.stopLeftover();
    settings.ports().requireFree();
    node.server.start();
    node.server.deploy();
    node.server.awaitReady();
    return node;
  }

  /** Where this node answers itself. */
  public URI apiBase() {
    return URI.create(settings.httpBase() + "/payment/api/v1");
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
