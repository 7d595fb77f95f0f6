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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An application server that runs Kassa, set up by the script that an ops team runs as well. The
 * scripts of all servers take the same variables where they mean the same.
 */
public abstract class Server {

  static final String ADMIN = "admin";
  static final String OPERATOR = "operator";
  static final String AUDITOR = "auditor";

  /** For a script or a command of the server. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  /** The name of the application's health check, as an answer of the server's holds it. */
  private static final String HEALTH_CHECK = "\"kassa\"";

  final Settings settings;
  final Secrets secrets;
  final Database database;
  final Terminal terminal;
  private final Keystore keystore;
  private final String publicUrl;
  private final int mailPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Server(Node node) {
    this.settings = node.settings;
    this.secrets = node.secrets;
    this.database = node.database;
    this.terminal = node.terminal;
    this.keystore = node.keystore;
    this.publicUrl = node.publicUrl;
    this.mailPort = node.mailPort;
  }

  /** What a server of any kind is made of. */
  record Node(
      Settings settings,
      Secrets secrets,
      Database database,
      Terminal terminal,
      Keystore keystore,
      String publicUrl,
      int mailPort) {

    /** The first node, which makes the keystore and names the public address. */
    static Node first(Settings settings, Secrets secrets, Database database, Terminal terminal) {
      return new Node(
          settings,
          secrets,
          database,
          terminal,
          new Keystore(settings.directory().resolve("kassa-keystore.p12"), secrets),
          settings.httpBase() + "/payment",
          settings.ports().of(Ports.Port.MAIL));
    }

    /** The server of the kind that the settings ask for. */
    Server server() {
      return switch (settings.distribution().kind()) {
        case PAYARA -> new PayaraServer(this);
        case WILDFLY -> new WildFlyServer(this);
        case LIBERTY -> new LibertyServer(this);
        case MICRO -> new MicroServer(this);
      };
    }
  }

  /**
   * Another node of the same Kassa: one database, keystore, public address and mail server, its own
   * ports.
   */
  Server beside(Settings other) {
    return new Node(other, secrets, database, terminal, keystore, publicUrl, mailPort).server();
  }

  /** Starts the server, setting it up where that is needed. */
  abstract void start() throws IOException;

  /**
   * Runs the server's script, or starts it only if that was done before with the same values.
   *
   * @param parts the script, and what it reads, in the project's {@code docker}
   */
  final void setUp(Map<String, String> environment, String script, String... parts)
      throws IOException {
    Path directory = settings.root().resolve("docker");
    Path[] files =
        Stream.concat(Stream.of(script), Stream.of(parts))
            .map(directory::resolve)
            .toArray(Path[]::new);
    Fingerprint setUp = new Fingerprint(setUpFile());
    String wanted = Fingerprint.of(environment, files);
    if (setUp.matches(wanted)) {
      startAgain();
    } else {
      terminal.step("Setting up the server");
      setUp.forget();
      Commands.run(List.of("sh", files[0].toString()), environment, LIMIT, terminal::line);
      setUp.keep(wanted);
    }
  }

  private Path setUpFile() {
    return domain().resolve("kassa-setup.sha256");
  }

  /** Whether {@link #start} begins with setting it up, and starts it without the application. */
  boolean isNew() {
    return !Files.exists(setUpFile());
  }

  /** Starts a server that is set up. */
  abstract void startAgain() throws IOException;

  /** Deploys the EAR unless the very same one is deployed already. */
  abstract void deploy() throws IOException;

  /** Deploys the sandbox beside it, in the same way. */
  abstract void deploySandbox() throws IOException;

  /** What answers 200 once the application serves. */
  URI readiness() {
    return URI.create(healthBase() + "/ready");
  }

  /** Whether a 200 of {@link #readiness} comes from the application. */
  boolean isOfTheApplication(String answer) {
    return answer.contains(HEALTH_CHECK);
  }

  /** Where the server's own checks of its health answer, without a slash at the end. */
  public URI healthBase() {
    return URI.create(settings.httpBase() + "/health");
  }

  /** Sets a value of MicroProfile Config on the running server, as an operator does. */
  public abstract void configure(String name, String value) throws IOException;

  /** Takes back what {@link #configure} set. */
  public abstract void forget(String name) throws IOException;

  /**
   * Sets through which port the server reaches the database, the database's own or a proxy's, from
   * its next start on. A pool that is changed under a running server may be of no use until then.
   */
  public abstract void setDatabasePort(int port) throws IOException;

  /**
   * The same, and restarts it.
   *
   * @return how long the start took
   */
  public final Duration reachDatabaseThrough(int port) throws IOException {
    setDatabasePort(port);
    return restart();
  }

  /**
   * How many messages a queue of the broker holds.
   *
   * @throws IOException if there is no such queue
   */
  public abstract int messagesIn(String queue) throws IOException;

  /** The directory of everything that the server writes. */
  public abstract Path domain();

  /** What the server logs. */
  public abstract Path log();

  /**
   * The parts of {@link #domain} that the server writes its configuration, logs and messages to.
   */
  abstract List<String> written();

  abstract Path processIdFile();

  /** The variables that the scripts of all servers know. */
  final Map<String, String> environment() throws IOException {
    Map<String, String> e = new TreeMap<>();
    e.put("JAVA_HOME", System.getProperty("java.home"));
    e.put("KASSA_OPERATOR_USER", OPERATOR);
    e.put("KASSA_OPERATOR_PASSWORD", secrets.of("operator"));
    e.put("KASSA_AUDITOR_USER", AUDITOR);
    e.put("KASSA_AUDITOR_PASSWORD", secrets.of("auditor"));
    e.put("KASSA_KEYSTORE", keystore.file().toString());
    e.put("KASSA_KEYSTORE_PASSWORD", secrets.of("keystore"));
    e.put("KASSA_DB_PORT", Integer.toString(database.port()));
    e.put("KASSA_DB_PASSWORD", database.runtimePassword());
    e.put("KASSA_DB_OWNER_PASSWORD", database.ownerPassword());
    e.put("KASSA_JDBC_DRIVER", archiveOf(org.postgresql.Driver.class).toString());
    e.put("KASSA_HEAP", settings.heap());
    e.put("KASSA_PUBLIC_URL", publicUrl);
    e.put("KASSA_CONFIG", lines(settings.serverConfig()));
    e.put("KASSA_OPERATOR_PORT", Integer.toString(settings.operatorPort()));
    if (settings.mails()) {
      e.put("KASSA_MAIL_HOST", "127.0.0.1");
      e.put("KASSA_MAIL_TLS", "none");
      e.put("KASSA_MAIL_FROM", "invoices@kassa.example");
      e.put("KASSA_MAIL_USER", Settings.MAIL_USER);
      e.put("KASSA_MAIL_PASSWORD", secrets.of("mail"));
    }
    for (Ports.Port port : Ports.Port.values()) {
      if (port != Ports.Port.DATABASE) {
        e.put("KASSA_" + port.name() + "_PORT", Integer.toString(settings.ports().of(port)));
      }
    }
    e.put("KASSA_MAIL_PORT", Integer.toString(mailPort));
    return e;
  }

  private static String lines(Map<String, String> config) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(config).forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return text.toString();
  }

  /** The archive that a class comes from. */
  static Path archiveOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " is in no file", e);
    }
  }

  /**
   * The server's process.
   *
   * @throws IllegalStateException if it does not run
   */
  public final long processId() throws IOException {
    return process().orElseThrow(() -> new IllegalStateException("no server runs")).pid();
  }

  /** Memory of the server's process that is resident, in MiB. */
  public final long residentMebibytes() throws IOException {
    String kibibytes =
        Commands.run(
            List.of("ps", "-o", "rss=", "-p", Long.toString(processId())),
            Map.of(),
            Duration.ofSeconds(10),
            line -> {});
    return Long.parseLong(kibibytes.strip()) / 1024;
  }

  /** The keystore that the application reads. */
  public final Keystore keystore() {
    return keystore;
  }

  /**
   * Waits until the application says that it is ready.
   *
   * @throws NotReadyException if it does not within three minutes
   */
  final void awaitReady() throws IOException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(readiness()).timeout(Duration.ofSeconds(5)).build();
    String last = "no answer";
    while (System.nanoTime() < end) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        // before the application is loaded, the server answers for nobody that all is well
        if (answer.statusCode() == 200 && isOfTheApplication(answer.body())) {
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
    throw new NotReadyException("the application is not ready: " + last + ", see " + log());
  }

  private Optional<ProcessHandle> process() throws IOException {
    if (!Files.exists(processIdFile())) {
      return Optional.empty();
    }
    String pid = Files.readString(processIdFile(), StandardCharsets.UTF_8).strip();
    return pid.matches("[0-9]{1,10}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(this::isThisServer)
        : Optional.empty();
  }

  /** A pid may belong to another program by now. */
  private boolean isThisServer(ProcessHandle process) {
    try {
      return Commands.line(process.pid()).contains(domain().toString());
    } catch (IOException e) {
      // It ended in the meantime; one that is still there must not be mistaken for another.
      return process.isAlive();
    }
  }

  /** Stops a server that a former launcher left behind. */
  final void stopLeftover() throws IOException {
    if (process().isPresent()) {
      terminal.step("Stopping a server that a former run left behind");
      stop();
    }
  }

  /** Stops the server in order, or by force when it does not end within a minute. */
  public final void stop() throws IOException {
    Optional<ProcessHandle> running = process();
    if (running.isPresent()) {
      running.get().destroy();
      if (!ended(running.get(), STOP_LIMIT)) {
        killHard();
      }
    }
  }

  /** {@code kill -9}: nothing of the server gets a chance to tidy up. */
  public final void killHard() throws IOException {
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
  public final Duration restart() throws IOException {
    stop();
    long stopped = System.nanoTime();
    startAgain();
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
