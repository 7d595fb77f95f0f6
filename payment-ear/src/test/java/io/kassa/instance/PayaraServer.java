package io.kassa.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Payara Server with a domain of its own, set up by the script that an ops team runs as well. */
public final class PayaraServer extends Server {

  private static final String APPLICATION = "payment";

  /** The server's own message id for its first word at start. */
  private static final String STARTING = "[NCLS-LOGGING-00009]";

  /** Said once the server is ready; "startup time" is said before it loads its applications. */
  private static final String STARTED = "Payara Notification Service bootstrapped";

  private final Path domains;
  private final Path domain;
  private Path home;
  private Map<String, String> processEnvironment = Map.of();

  PayaraServer(Node node) {
    super(node);
    this.domains = settings.directory().resolve("payara");
    this.domain = domains.resolve("kassa");
  }

  @Override
  void start() throws IOException {
    home = settings.distribution().unpacked(settings.software(), terminal);
    setUp(domainEnvironment(), "payara/setup.sh", "payara/common.sh", "server.sh");
  }

  @Override
  void startAgain() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid");
    }
    command.addAll(asadmin("start-domain", "--domaindir", domains.toString(), "kassa"));
    Commands.run(command, processEnvironment, LIMIT, line -> {});
  }

  /** Variables for the server's process, from its next start on. */
  void inEnvironment(Map<String, String> environment) {
    processEnvironment = Map.copyOf(environment);
  }

  /** The unpacked server; null before the first start. */
  Path home() {
    return home;
  }

  private Map<String, String> domainEnvironment() throws IOException {
    Map<String, String> e = environment();
    e.put("KASSA_PAYARA_HOME", home.toString());
    e.put("KASSA_DOMAINS_DIR", domains.toString());
    e.put("KASSA_ADMIN_USER", ADMIN);
    e.put("KASSA_ADMIN_PASSWORD", secrets.of("admin"));
    e.put("KASSA_MASTER_PASSWORD", secrets.of("master"));
    return e;
  }

  private List<String> asadmin(String... arguments) throws IOException {
    Path passwords = settings.directory().resolve("asadmin.passwords");
    if (!Files.exists(passwords)) {
      Secrets.privateFile(passwords);
    }
    Files.writeString(
        passwords,
        "AS_ADMIN_PASSWORD=%s%nAS_ADMIN_MASTERPASSWORD=%s%n"
            .formatted(secrets.of("admin"), secrets.of("master")),
        StandardCharsets.UTF_8);
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("glassfish/bin/asadmin").toString(),
                "--interactive=false",
                "--user",
                ADMIN,
                "--passwordfile",
                passwords.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(settings.ports().of(Ports.Port.ADMIN))));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  void deploy() throws IOException {
    deploy(settings.ear());
  }

  /** Deploys this EAR as the application, unless it is the one that is deployed. */
  void deploy(Path ear) throws IOException {
    deploy(APPLICATION, ear);
  }

  @Override
  void deploySandbox() throws IOException {
    deploy("sandbox", settings.sandboxWar(), "--contextroot", "/sandbox");
  }

  private void deploy(String name, Path archive, String... options) throws IOException {
    if (!Files.isRegularFile(archive)) {
      throw new IOException("there is no archive at " + archive);
    }
    Fingerprint deployed = new Fingerprint(domain.resolve("kassa-%s.sha256".formatted(name)));
    String wanted = Fingerprint.of(Map.of(), archive);
    if (deployed.matches(wanted)) {
      return;
    }
    terminal.step("Deploying " + archive.getFileName());
    awaitStarted();
    deployed.forget();
    undeploy(name);
    List<String> command = asadmin("deploy", "--name", name);
    command.addAll(List.of(options));
    command.add(archive.toString());
    Commands.run(command, Map.of(), LIMIT, line -> {});
    deployed.keep(wanted);
  }

  /**
   * Waits until the server has loaded what was deployed before. Its admin port answers earlier, and
   * undeploying an application that is still being loaded leaves half of it behind.
   */
  private void awaitStarted() throws IOException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      String text = Files.readString(log(), StandardCharsets.UTF_8);
      if (text.lastIndexOf(STARTED) > text.lastIndexOf(STARTING)) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the server started", e);
      }
    }
    throw new IOException("the server does not say that it started, see " + log());
  }

  /** Takes away an application of that name, if there is one. */
  void undeploy(String name) throws IOException {
    String applications = Commands.run(asadmin("list-applications"), Map.of(), LIMIT, line -> {});
    if (applications.lines().anyMatch(line -> line.startsWith(name + " "))) {
      Commands.run(asadmin("undeploy", name), Map.of(), LIMIT, line -> {});
    }
  }

  @Override
  public void configure(String name, String value) throws IOException {
    administer(
        "set-config-property",
        "--source=domain",
        "--propertyName=" + name,
        "--propertyValue=" + value);
  }

  @Override
  public void forget(String name) throws IOException {
    administer("delete-config-property", "--source=domain", "--propertyName=" + name);
  }

  /** A command of the server's administrator, with its output. */
  String administer(String... command) throws IOException {
    return Commands.run(asadmin(command), Map.of(), LIMIT, line -> {});
  }

  /** A pool that is changed under a running server loses its password. */
  @Override
  public void setDatabasePort(int port) throws IOException {
    Commands.run(
        asadmin("set", "resources.jdbc-connection-pool.kassaPool.property.portNumber=" + port),
        Map.of(),
        LIMIT,
        line -> {});
  }

  @Override
  public int messagesIn(String queue) throws IOException {
    return new Broker(home, settings, settings.ports().of(Ports.Port.JMS)).messagesIn(queue);
  }

  @Override
  public Path domain() {
    return domain;
  }

  @Override
  public Path log() {
    return domain.resolve("logs/server.log");
  }

  @Override
  List<String> written() {
    return List.of("config", "logs", "imq");
  }

  @Override
  Path processIdFile() {
    return domain.resolve("config/pid");
  }
}
