package io.kassa.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A message broker in a process of its own, in place of the one inside the server, so that it can
 * end while the server runs on.
 */
public final class OutsideBroker implements AutoCloseable {
  private static final List<String> QUEUES =
      List.of("kassa.invoices", "kassa.webhooks", "kassa.mails", "kassa.deadLetters");

  private static final String SERVICE = "configs.config.server-config.jms-service.";
  private static final String PORT = SERVICE + "jms-host.default_JMS_host.port=";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final PayaraServer server;
  private final Settings settings;
  private final int port;
  private final Broker broker;
  private Process process;

  private OutsideBroker(PayaraServer server, Settings settings, int port) {
    this.server = server;
    this.settings = settings;
    this.port = port;
    this.broker = new Broker(server.home(), settings, port);
  }

  /** Starts it, makes Kassa's queues, and restarts the server with it. */
  public static OutsideBroker serving(Instance instance) throws IOException {
    PayaraServer server = (PayaraServer) instance.server();
    OutsideBroker outside = new OutsideBroker(server, instance.settings(), freePort());
    outside.start();
    for (String queue : QUEUES) {
      outside.broker.make(queue);
    }
    server.administer("set", SERVICE + "type=REMOTE", PORT + outside.port);
    server.restart();
    return outside;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it, the first time or after {@link #killHard}; returns when it takes commands. */
  public void start() throws IOException {
    Path directory = settings.directory().resolve("broker");
    Files.createDirectories(directory);
    process =
        new ProcessBuilder(
                server.home().resolve("mq/bin/imqbrokerd").toString(),
                "-javahome",
                System.getProperty("java.home"),
                "-varhome",
                directory.toString(),
                "-name",
                "kassa",
                "-port",
                Integer.toString(port),
                "-Dimq.portmapper.hostname=127.0.0.1",
                "-Dimq.hostname=127.0.0.1",
                "-Dimq.persist.file.sync.enabled=true",
                "-Dimq.autocreate.queue=false",
                "-Dimq.autocreate.topic=false")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile())
            .start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!broker.answers()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        killHard();
        throw new IOException("the broker does not answer, see " + directory.resolve("log.txt"));
      }
    }
  }

  /** {@code kill -9} of the script and of the broker that it started. */
  public void killHard() throws IOException {
    List<ProcessHandle> all = process.toHandle().descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      try {
        one.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the broker ended", e);
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IOException("process " + one.pid() + " can't be ended", e);
      }
    }
  }

  /** The server goes back to the broker inside it. */
  @Override
  public void close() throws IOException {
    try {
      server.administer(
          "set", SERVICE + "type=EMBEDDED", PORT + settings.ports().of(Ports.Port.JMS));
      server.restart();
    } finally {
      killHard();
    }
  }
}
