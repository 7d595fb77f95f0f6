package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HAProxy before the nodes, with the configuration that Kassa ships: only addresses, TLS and the
 * resolver of names are another's.
 */
final class HaProxy implements AutoCloseable {
  private static final List<String> USUAL =
      List.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/opt/homebrew/bin/haproxy");

  private final Process process;
  private final int port;

  private HaProxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The program, by {@code -Dkassa.haproxy} or at a usual place. */
  static Optional<Path> program() {
    return Stream.concat(Stream.ofNullable(System.getProperty("kassa.haproxy")), USUAL.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param port where it listens; the two ports above are its command line's and its figures'
   */
  static HaProxy start(Path program, Path directory, int port, List<NodeHandle> nodes)
      throws IOException {
    Path shipped = Path.of(System.getProperty("kassa.root"), "docker/haproxy/haproxy.cfg");
    Path file = directory.resolve("haproxy.cfg");
    Map<String, Integer> ports =
        nodes.stream().collect(Collectors.toMap(NodeHandle::name, NodeHandle::httpPort));
    Files.writeString(file, configuration(Files.readString(shipped), port, ports));
    Process process =
        new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "haproxy-stop"));
    return new HaProxy(process, port);
  }

  /**
   * What was shipped, for this machine.
   *
   * @throws IllegalStateException if it has changed so that a replacement finds nothing
   */
  static String configuration(String shipped, int port, Map<String, Integer> nodes) {
    String text = shipped;
    String address = "127.0.0.1:";
    text =
        replaced(
            text,
            "\nglobal\n",
            "\nglobal\n  stats socket " + address + (port + 1) + " level admin\n");
    text = replaced(text, "bind :8080\n", "bind " + address + port + "\n");
    text = replaced(text, "  bind :8443 ssl crt /run/secrets/tls.pem alpn h2,http/1.1\n", "");
    text = replaced(text, "  http-request redirect scheme https code 308 unless { ssl_fc }\n", "");
    text = replaced(text, "bind :8405\n", "bind " + address + (port + 2) + "\n");
    text = replaced(text, "resolvers names\n  parse-resolv-conf\n  hold valid 5s\n", "");
    text = replaced(text, " resolvers names init-addr last,libc,none", "");
    for (Map.Entry<String, Integer> node : nodes.entrySet()) {
      String server = "server " + node.getKey() + " ";
      text =
          replaced(
              text, server + node.getKey() + ":8080\n", server + address + node.getValue() + "\n");
    }
    return text;
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("the shipped configuration does not say: " + what);
    }
    return text.replace(what, by);
  }

  URI apiBase() {
    return URI.create("http://127.0.0.1:" + port + "/payment/api/v1");
  }

  /** Gives a node no new requests; those that it has go on. */
  void drain(NodeHandle node) throws IOException {
    command("set server nodes/" + node.name() + " state drain");
  }

  /** Takes a node back, as soon as its checks say so. */
  void take(NodeHandle node) throws IOException {
    command("set server nodes/" + node.name() + " state ready");
  }

  /** Whether its checks find a node ready. */
  boolean serves(NodeHandle node) throws IOException {
    return command("show stat")
        .lines()
        .anyMatch(line -> line.startsWith("nodes," + node.name() + ",") && line.contains(",UP,"));
  }

  private String command(String line) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("HAProxy has ended, see its log beside its configuration");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port + 1)) {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
