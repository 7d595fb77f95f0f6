package io.kassa.instance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Payara Server with a domain of its own, set up by the script that an ops team runs as well. */
public final class PayaraServer {

  static final String ADMIN = "admin";
  static final String OPERATOR = "operator";
  static final String AUDITOR = "auditor";
  private static final String APPLICATION = "payment";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The server's own message id for its first word at start. */
  private static final String STARTING = "[NCLS-LOGGING-00009]";

  /** Said once the server is ready; "startup time" is said before it loads its applications. */
  private static final String STARTED = "Payara Notification Service bootstrapped";

  /** The name of the application's own check. */
  private static final String HEALTH_CHECK = "\"kassa\"";

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Settings settings;
  private final Secrets secrets;
  private final Database database;
  private final Terminal terminal;
  private final Path domains;
  private final Path domain;
  private final Keystore keystore;
  private final String publicUrl;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private Path home;

  PayaraServer(Settings settings, Secrets secrets, Database database, Terminal terminal) {
    this(
        settings,
        secrets,
        database,
        terminal,
        new Keystore(settings.directory().resolve("kassa-keystore.p12"), secrets),
        settings.httpBase() + "/payment");
  }

  private PayaraServer(
      Settings settings,
      Secrets secrets,
      Database database,
      Terminal terminal,
      Keystore keystore,
      String publicUrl) {
    this.settings = settings;
    this.secrets = secrets;
    this.database = database;
    this.terminal = terminal;
    this.domains = settings.directory().resolve("payara");
    this.domain = domains.resolve("kassa");
    this.keystore = keystore;
    this.publicUrl = publicUrl;
  }

  /** Another node of the same Kassa: one database, keystore and public address, its own ports. */
  PayaraServer beside(Settings other) {
    return new PayaraServer(other, secrets, database, terminal, keystore, publicUrl);
  }

  /** Starts the server, setting its domain up where that is needed. */
  void start() throws IOException {
    home = PayaraArchive.unpacked(settings.payaraZip(), settings.software(), terminal);
    Map<String, String> environment = environment();
    Path script = settings.root().resolve("docker/payara/setup.sh");
    Fingerprint setUp = new Fingerprint(domain.resolve("kassa-setup.sha256"));
    String wanted = Fingerprint.of(environment, script);
    if (setUp.matches(wanted)) {
      startDomain();
    } else {
      terminal.step("Setting up the server");
      setUp.forget();
      Commands.run(List.of("sh", script.toString()), environment, LIMIT, terminal::line);
      setUp.keep(wanted);
    }
  }

  private void startDomain() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("setsid");
    }
    command.addAll(asadmin("start-domain", "--domaindir", domains.toString(), "kassa"));
    Commands.run(command, Map.of(), LIMIT, line -> {});
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> e = new TreeMap<>();
    e.put("JAVA_HOME", System.getProperty("java.home"));
    e.put("KASSA_PAYARA_HOME", home.toString());
    e.put("KASSA_DOMAINS_DIR", domains.toString());
    e.put("KASSA_ADMIN_USER", ADMIN);
    e.put("KASSA_ADMIN_PASSWORD", secrets.of("admin"));
    e.put("KASSA_MASTER_PASSWORD", secrets.of("master"));
    e.put("KASSA_OPERATOR_USER", OPERATOR);
    e.put("KASSA_OPERATOR_PASSWORD", secrets.of("operator"));
    e.put("KASSA_AUDITOR_USER", AUDITOR);
    e.put("KASSA_AUDITOR_PASSWORD", secrets.of("auditor"));
    e.put("KASSA_KEYSTORE", keystore.file().toString());
    e.put("KASSA_KEYSTORE_PASSWORD", secrets.of("keystore"));
    e.put("KASSA_DB_PORT", Integer.toString(database.port()));
    e.put("KASSA_DB_PASSWORD", database.runtimePassword());
    e.put("KASSA_DB_OWNER_PASSWORD", database.ownerPassword());
    e.put("KASSA_JDBC_DRIVER", jdbcDriver().toString());
    e.put("KASSA_HEAP", settings.heap());
    e.put("KASSA_PUBLIC_URL", publicUrl);
    e.put("KASSA_CONFIG", lines(settings.serverConfig()));
    e.put("KASSA_OPERATOR_PORT", Integer.toString(settings.operatorPort()));
    Map.of(
            "HTTP", Ports.Port.HTTP,
            "HTTPS", Ports.Port.HTTPS,
            "ADMIN", Ports.Port.ADMIN,
            "JMS", Ports.Port.JMS,
            "JMX", Ports.Port.JMX,
            "IIOP", Ports.Port.IIOP,
            "IIOPS", Ports.Port.IIOPS,
            "IIOP_MUTUAL", Ports.Port.IIOP_MUTUAL)
        .forEach(
            (name, port) ->
                e.put("KASSA_" + name + "_PORT", Integer.toString(settings.ports().of(port))));
    return e;
  }

  private static String lines(Map<String, String> config) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(config).forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return text.toString();
  }

  private static Path jdbcDriver() {
    try {
      return Path.of(
          org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the JDBC driver is in no file", e);
    }
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

  /** Deploys the EAR unless the very same one is deployed already. */
  void deploy() throws IOException {
    deploy(APPLICATION, settings.ear());
  }

  /** Deploys the sandbox beside it, in the same way. */
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

  /** Sets a value of MicroProfile Config on the running server, as an operator does. */
  public void configure(String name, String value) throws IOException {
    administer(
        "set-config-property",
        "--source=domain",
        "--propertyName=" + name,
        "--propertyValue=" + value);
  }

  /** Takes back what {@link #configure} set. */
  public void forget(String name) throws IOException {
    administer("delete-config-property", "--source=domain", "--propertyName=" + name);
  }

  /** A command of the server's administrator, with its output. */
  String administer(String... command) throws IOException {
    return Commands.run(asadmin(command), Map.of(), LIMIT, line -> {});
  }

  /**
   * Sets through which port the server reaches the database, the database's own or a proxy's, and
   * restarts it: a pool that is changed under a running server loses its password.
   *
   * @return how long the start took
   */
  public Duration reachDatabaseThrough(int port) throws IOException {
    Commands.run(
        asadmin("set", "resources.jdbc-connection-pool.kassaPool.property.portNumber=" + port),
        Map.of(),
        LIMIT,
        line -> {});
    return restart();
  }

  /**
   * The server's process.
   *
   * @throws IllegalStateException if it does not run
   */
  public long processId() throws IOException {
    return process().orElseThrow(() -> new IllegalStateException("no server runs")).pid();
  }

  /** The keystore that the application reads. */
  public Keystore keystore() {
    return keystore;
  }

  /**
   * Waits until the application says that it is ready.
   *
   * @throws IOException if it does not within three minutes
   */
  void awaitReady() throws IOException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.httpBase() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    String last = "no answer";
    while (System.nanoTime() < end) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        // before the application is loaded, the server answers for nobody that all is well
        if (answer.statusCode() == 200 && answer.body().contains(HEALTH_CHECK)) {
          return;
        }
        last = answer.statusCode() + " " + answer.body();
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (IOException e) {
        last = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for the application", e);
      }
    }
    throw new IOException("the application is not ready: " + last + ", see " + log());
  }

  /**
   * How many messages a queue of the broker holds, as the broker's own command tells.
   *
   * @throws IOException if there is no such queue
   */
  public int messagesIn(String queue) throws IOException {
    return new Broker(home, settings).messagesIn(queue);
  }

  /** The directory of everything that the server writes. */
  public Path domain() {
    return domain;
  }

  Path log() {
    return domain.resolve("logs/server.log");
  }

  private Optional<ProcessHandle> process() throws IOException {
    Path file = domain.resolve("config/pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String pid = Files.readString(file, StandardCharsets.UTF_8).strip();
    return pid.matches("[0-9]{1,10}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(this::isThisDomain)
        : Optional.empty();
  }

  /** A pid may belong to another program by now. */
  private boolean isThisDomain(ProcessHandle process) {
    try {
      return Commands.line(process.pid()).contains(domain.toString());
    } catch (IOException e) {
      // It ended in the meantime; one that is still there must not be mistaken for another.
      return process.isAlive();
    }
  }

  /** Stops a server that a former launcher left behind. */
  void stopLeftover() throws IOException {
    if (process().isPresent()) {
      terminal.step("Stopping a server that a former run left behind");
      stop();
    }
  }

  /** Stops the server in order, or by force when it does not end within a minute. */
  public void stop() throws IOException {
    Optional<ProcessHandle> running = process();
    if (running.isPresent()) {
      running.get().destroy();
      if (!ended(running.get(), STOP_LIMIT)) {
        killHard();
      }
    }
  }

  /** {@code kill -9}: nothing of the server gets a chance to tidy up. */
  public void killHard() throws IOException {
    Optional<ProcessHandle> running = process();
    if (running.isPresent()) {
      running.get().destroyForcibly();
      if (!ended(running.get(), STOP_LIMIT)) {
        throw new IOException("process " + running.get().pid() + " can't be ended");
      }
    }
  }

  /**
   * Starts the server again after {@link #stop} or {@link #killHard} and waits until it is ready.
   *
   * @return how long that took once the server had stopped
   */
  public Duration restart() throws IOException {
    stop();
    long stopped = System.nanoTime();
    startDomain();
    awaitReady();
    return Duration.ofNanos(System.nanoTime() - stopped);
  }

  private static boolean ended(ProcessHandle process, Duration limit) throws IOException {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("waiting for process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
