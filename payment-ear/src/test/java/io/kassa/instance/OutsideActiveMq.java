package io.kassa.instance;

import jakarta.jms.Message;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * ActiveMQ of the very resource adapter that Payara Micro reaches it by, with a user and a
 * password. What it is told is in {@code broker/outside.xml} of the tests.
 */
final class OutsideActiveMq extends OutsideBroker {
  private static final String USER = "kassa";

  private final MicroServer server;
  private final Settings settings;

  OutsideActiveMq(MicroServer server, Settings settings) throws IOException {
    super(settings);
    this.server = server;
    this.settings = settings;
  }

  /**
   * Is the broker's process, whose classes no test sees.
   *
   * @param configuration the address of what it is told
   */
  public static void main(String[] configuration) throws ReflectiveOperationException {
    Object broker =
        Class.forName("org.apache.activemq.broker.BrokerFactory")
            .getMethod("createBroker", String.class)
            .invoke(null, configuration[0]);
    // its threads do not hold the process
    broker.getClass().getMethod("waitUntilStopped").invoke(broker);
  }

  @Override
  List<String> command() throws IOException {
    Path tests = settings.root().resolve("payment-ear/target/test-classes");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-Dkassa.broker.directory=" + directory(),
        "-Dkassa.broker.port=" + port(),
        "-cp",
        String.join(
            File.pathSeparator,
            tests.toString(),
            Server.archiveOf(Message.class).toString(),
            classes().resolve("*").toString()),
        OutsideActiveMq.class.getName(),
        "xbean:file:" + tests.resolve("broker/outside.xml"));
  }

  @Override
  Map<String, String> environment() throws IOException {
    return Map.of("KASSA_BROKER_USER", USER, "KASSA_BROKER_PASSWORD", password());
  }

  /** The adapter's own, unpacked; the API's are the server's. */
  private Path classes() throws IOException {
    Path classes = directory().resolve("classes");
    if (Files.exists(classes)) {
      return classes;
    }
    Files.createDirectories(classes);
    try (ZipFile adapter =
        new ZipFile(settings.distribution().zip().resolve("activemq.rar").toFile())) {
      for (ZipEntry entry : Collections.list(adapter.entries())) {
        if (entry.getName().endsWith(".jar")) {
          try (InputStream content = adapter.getInputStream(entry)) {
            Files.copy(content, classes.resolve(Path.of(entry.getName()).getFileName()));
          }
        }
      }
    }
    return classes;
  }

  private String password() throws IOException {
    return server.secrets.of("broker");
  }

  @Override
  boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  void takeOver() throws IOException {
    server.turnToBroker(
        Map.of(
            "KASSA_BROKER_URL",
            "failover:(tcp://127.0.0.1:%d)?timeout=3000".formatted(port()),
            "KASSA_BROKER_USER",
            USER,
            "KASSA_BROKER_PASSWORD",
            password()));
    server.restart();
  }

  @Override
  void giveBack() throws IOException {
    server.turnToBroker(Map.of());
    server.restart();
  }
}
