package io.kassa.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One node of the running instance, on Payara, for tests that break it: its process, its embedded
 * broker and what is deployed on it.
 */
public final class NodeHandle {
  private final String name;
  private final Settings settings;
  private final PayaraServer server;
  private int startsRepeated;

  NodeHandle(String name, Settings settings, Server server) {
    this.name = name;
    this.settings = settings;
    if (!(server instanceof PayaraServer payara)) {
      throw new IllegalStateException("nodes are broken on Payara only");
    }
    this.server = payara;
  }

  /** The instance's own node. */
  public static NodeHandle first() {
    Instance instance = Instance.current();
    return new NodeHandle("node-1", instance.settings(), instance.server());
  }

  /** As a proxy calls it. */
  public String name() {
    return name;
  }

  /** Where it answers on the loopback address. */
  public int httpPort() {
    return settings.ports().of(Ports.Port.HTTP);
  }

  /** Its own API, past any proxy. */
  public URI apiBase() {
    return URI.create(settings.httpBase() + "/payment/api/v1");
  }

  /** Where its broker listens. */
  public int brokerPort() {
    return settings.ports().of(Ports.Port.JMS);
  }

  /** The broker's own client library. */
  public Path brokerClient() {
    return server.home().resolve("mq/lib/imq.jar");
  }

  public Path log() {
    return server.log();
  }

  /** {@code kill -9}. */
  public void kill() throws IOException {
    server.killHard();
  }

  /** Ends it in order. */
  public void stop() throws IOException {
    server.stop();
  }

  /** SIGSTOP. */
  public void hang() throws IOException {
    Signals.hang(server.processId());
  }

  /** SIGCONT. */
  public void goOn() throws IOException {
    Signals.goOn(server.processId());
  }

  /**
   * Starts it after {@link #kill} or {@link #stop}; returns when it is ready. Does what {@code
   * docker/payara/kassa.service} has systemd do: a server that came up without its application is
   * ended and started once more, which {@link #startsRepeated} tells.
   *
   * @return how long it took
   */
  public Duration start() throws IOException {
    try {
      return server.restart();
    } catch (NotReadyException without) {
      System.out.println("==> " + name + " is started once more: " + without.getMessage());
      startsRepeated++;
      server.killHard();
      return server.restart();
    }
  }

  /** How many starts had to be repeated. */
  public int startsRepeated() {
    return startsRepeated;
  }

  /** The same with these variables in the process's environment, at this start and later ones. */
  public Duration startWith(Map<String, String> environment) throws IOException {
    server.inEnvironment(environment);
    return server.restart();
  }

  /** Empties the broker's store of messages, as a disk does that is lost; only while it is down. */
  public void loseMessages() throws IOException {
    Path store = server.domain().resolve("imq/instances/imqbroker/fs370/message");
    if (!Files.isDirectory(store)) {
      throw new IOException("the broker keeps no messages in " + store);
    }
    Directories.delete(store);
  }

  /** Deploys this EAR instead of the one that is there, and waits until it is ready. */
  public void deploy(Path ear) throws IOException {
    server.deploy(ear);
    server.awaitReady();
  }

  @Override
  public String toString() {
    return name;
  }
}
