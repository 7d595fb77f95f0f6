package io.kassa.instance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What an instance is started with, all of it from system properties.
 *
 * @param root the directory of the whole project
 * @param directory where data, secrets and logs of this instance live
 * @param ear the application
 * @param sandboxWar the providers' counterpart, deployed beside it
 * @param distribution the server
 * @param ports the ports on the loopback address
 * @param fresh forget the data of earlier starts
 * @param config MicroProfile Config of the application, from {@code kassa.config.<name>}
 * @param heap the server's heap as {@code -Xmx} takes it
 */
record Settings(
    Path root,
    Path directory,
    Path ear,
    Path sandboxWar,
    Distribution distribution,
    Ports ports,
    boolean fresh,
    Map<String, String> config,
    String heap) {

  static final int RUN_PORT_BASE = 18_000;
  static final int TEST_PORT_BASE = 28_000;
  static final int BENCHMARK_PORT_BASE = 23_000;

  /** Who the server is at its mail server. */
  static final String MAIL_USER = "kassa";

  /** How far a second node's ports lie above the first one's. */
  private static final int SECOND_NODE = 100;

  /** Two servers share the machine with the database and the tests. */
  private static final String SECOND_HEAP = "512m";

  private static final String CONFIG_PREFIX = "kassa.config.";

  Settings {
    config = Map.copyOf(config);
  }

  /** For the run command: data under {@code target/run} of the project. */
  static Settings forRun(Properties properties) {
    return of(properties, Path.of("target", "run"), RUN_PORT_BASE);
  }

  /** For the system tests: data under {@code payment-ear/target/it}. */
  static Settings forTests(Properties properties) {
    return of(properties, Path.of("payment-ear", "target", "it"), TEST_PORT_BASE);
  }

  /** For the benchmark: always fresh data, under {@code target/bench/instance} of the project. */
  static Settings forBenchmark(Properties properties) {
    Properties fresh = new Properties();
    fresh.putAll(properties);
    fresh.setProperty("kassa.fresh", "true");
    return of(fresh, Path.of("target", "bench", "instance"), BENCHMARK_PORT_BASE);
  }

  private static Settings of(Properties properties, Path place, int portBase) {
    Path root = file(properties, "kassa.root");
    return new Settings(
        root,
        root.resolve(place),
        file(properties, "kassa.ear"),
        file(properties, "kassa.sandbox.war"),
        distribution(properties),
        Ports.of(properties, portBase),
        flag(properties, "kassa.fresh"),
        config(properties),
        properties.getProperty("kassa.heap", "768m"));
  }

  /** Payara, unless an archive of another server or the files of Payara Micro are named. */
  private static Distribution distribution(Properties properties) {
    if (properties.containsKey("kassa.wildfly.zip")) {
      return Distribution.wildFly(file(properties, "kassa.wildfly.zip"));
    }
    if (properties.containsKey("kassa.liberty.zip")) {
      return Distribution.liberty(file(properties, "kassa.liberty.zip"));
    }
    if (properties.containsKey("kassa.micro")) {
      return Distribution.micro(file(properties, "kassa.micro"));
    }
    return Distribution.payara(file(properties, "kassa.payara.zip"));
  }

  private static Path file(Properties properties, String name) {
    return Path.of(required(properties, name)).toAbsolutePath().normalize();
  }

  private static String required(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("-D" + name + " is missing");
    }
    return value;
  }

  /** A flag is set by its name alone ({@code -Dkassa.fresh}) or by {@code true}. */
  static boolean flag(Properties properties, String name) {
    String value = properties.getProperty(name);
    return value != null && !value.equalsIgnoreCase("false");
  }

  private static Map<String, String> config(Properties properties) {
    Map<String, String> config = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(CONFIG_PREFIX)) {
        config.put(name.substring(CONFIG_PREFIX.length()), properties.getProperty(name));
      }
    }
    return config;
  }

  /**
   * For a second node of the same Kassa: its own place and ports, no listener of the operators, and
   * this config beside the first one's.
   */
  Settings ofSecondNode(Map<String, String> more) {
    Map<String, String> same = new TreeMap<>(config);
    same.remove("kassa.operator.port");
    same.putAll(more);
    return new Settings(
        root,
        directory.resolve("second-node"),
        ear,
        sandboxWar,
        distribution,
        ports.above(SECOND_NODE),
        fresh,
        same,
        SECOND_HEAP);
  }

  /** MicroProfile Config of the server: the application's, and where the sandbox lives. */
  Map<String, String> serverConfig() {
    Map<String, String> all = new TreeMap<>(config);
    // merchants' servers of tests and of a developer are on this machine
    all.putIfAbsent("kassa.webhook.testNetworks", "127.0.0.0/8");
    // the script says so itself where it is given a mail server
    all.remove("kassa.mail.enabled");
    all.put("kassa.sandbox.directory", sandboxDirectory().toString());
    all.put("kassa.sandbox.url", sandboxBase());
    return all;
  }

  /** The sandbox's keys, and the file that tells of them. */
  Path sandboxDirectory() {
    return directory.resolve("sandbox");
  }

  String sandboxBase() {
    return httpBase() + "/sandbox";
  }

  /** Unpacked servers, shared by all instances of this project. */
  Path software() {
    return root.resolve("target").resolve("software");
  }

  /** The port of the operators' own listener, from {@code kassa.config.kassa.operator.port}. */
  int operatorPort() {
    return Integer.parseInt(config.getOrDefault("kassa.operator.port", "0"));
  }

  /** Whether buyers get e-mails, by a mail server on {@link Ports.Port#MAIL}. */
  boolean mails() {
    return Boolean.parseBoolean(config.get("kassa.mail.enabled"));
  }

  /** Where operators call: the same as everybody unless they have a listener of their own. */
  String operatorBase() {
    return operatorPort() == 0 ? httpBase() : "http://127.0.0.1:" + operatorPort();
  }

  String httpBase() {
    return "http://127.0.0.1:" + ports.of(Ports.Port.HTTP);
  }
}
