package io.kassa.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A message broker in a process of its own, in place of the one inside the server, so that it can
 * end while the server runs on.
 */
public abstract class OutsideBroker implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path directory;
  private final int port;
  private Process process;

  OutsideBroker(Settings settings) throws IOException {
    this.directory = settings.directory().resolve("broker");
    this.port = freePort();
  }

  /**
   * Starts it, makes Kassa's queues, and restarts the server with it.
   *
   * @throws IllegalArgumentException if nobody has said yet how that is done on this server
   */
  public static OutsideBroker serving(Instance instance) throws IOException {
    OutsideBroker outside = of(instance);
    outside.start();
    try {
      outside.takeOver();
    } catch (IOException failure) {
      outside.killHard();
      throw failure;
    }
    return outside;
  }

  private static OutsideBroker of(Instance instance) throws IOException {
    if (instance.server() instanceof PayaraServer payara) {
      return new OutsideOpenMq(payara, instance.settings());
    }
    if (instance.server() instanceof MicroServer micro) {
      return new OutsideActiveMq(micro, instance.settings());
    }
    throw new IllegalArgumentException("no broker outside of " + instance.server().getClass());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What starts it, listening on its port of the loopback. */
  abstract List<String> command() throws IOException;

  /** For its process, beside this one's own. */
  Map<String, String> environment() throws IOException {
    return Map.of();
  }

  /** Whether it serves. */
  abstract boolean answers();

  /** Makes Kassa's queues in it, and restarts the server with it. */
  abstract void takeOver() throws IOException;

  /** Restarts the server with the broker that it had before. */
  abstract void giveBack() throws IOException;

  /** Where it keeps its messages. */
  final Path directory() {
    return directory;
  }

  final int port() {
    return port;
  }

  /** Starts it, the first time or after {@link #killHard}; returns when it serves. */
  public final void start() throws IOException {
    Files.createDirectories(directory);
    Path log = directory.resolve("log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    process = builder.start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        killHard();
        throw new IOException("the broker does not answer, see " + log);
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the broker started", e);
    }
  }

  /** {@code kill -9} of what was started and of what that started. */
  public final void killHard() throws IOException {
    List<ProcessHandle> all = process.toHandle().descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(process.toHandle());
    for (ProcessHandle one : all) {
      awaitEnd(one);
    }
  }

  private static void awaitEnd(ProcessHandle one) throws IOException {
    try {
      one.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the broker ended", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException("process " + one.pid() + " can't be ended", e);
    }
  }

  /** The server goes back to the broker inside it. */
  @Override
  public final void close() throws IOException {
    try {
      giveBack();
    } finally {
      killHard();
    }
  }
}
