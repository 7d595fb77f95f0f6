package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Kassa: database, server and application, started and stopped together.
 *
 * <p>System tests reach the running one by {@link #current()}.
 */
public final class Instance implements AutoCloseable {

  private static final List<String> PASSWORDS =
      List.of(
          "admin",
          "master",
          "operator",
          "auditor",
          "keystore",
          "mail",
          "db.runtime",
          "db.owner",
          "db.superuser");

  private static volatile Instance current;

  private final Settings settings;
  private final Secrets secrets;
  private final Database database;
  private final Server server;
  private final Terminal terminal;
  private final FileChannel lockFile;
  private boolean closed;

  private Instance(Settings settings, Terminal terminal, FileChannel lockFile) throws IOException {
    this.settings = settings;
    this.terminal = terminal;
    this.lockFile = lockFile;
    this.secrets = Secrets.in(settings.directory());
    this.database = new Database(settings, secrets);
    this.server = Server.Node.first(settings, secrets, database, terminal).server();
  }

  /**
   * Starts everything and returns when the application is ready. What is already running is stopped
   * again when that fails, and when the JVM ends.
   *
   * @throws IllegalStateException if a port is taken or another launcher uses the directory
   */
  static Instance start(Settings settings, Terminal terminal) throws IOException, SQLException {
    long begin = System.nanoTime();
    Files.createDirectories(settings.directory());
    FileChannel lockFile = lock(settings.directory());
    Instance instance;
    try {
      instance = new Instance(settings, terminal, lockFile);
      instance.tidyUp();
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(instance::closeAtExit, "instance-stop"));
    try {
      instance.startAll();
    } catch (IOException | SQLException | RuntimeException e) {
      instance.close();
      throw e;
    }
    current = instance;
    terminal.good(
        "ready after %.1f s"
            .formatted(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3));
    return instance;
  }

  /**
   * Starts an instance for measuring: fresh data under {@code target/bench}, nothing else in it.
   *
   * @throws IllegalStateException if a port is taken or another launcher uses the directory
   */
  public static Instance startForBenchmark() throws IOException, SQLException {
    return start(Settings.forBenchmark(System.getProperties()), Terminal.standard());
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("instance.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IllegalStateException("another launcher is using " + directory);
    }
    return channel;
  }

  private void tidyUp() throws IOException {
    server.stopLeftover();
    database.stopLeftover();
    settings.ports().requireFree();
    if (settings.fresh()) {
      terminal.step("Forgetting the data of earlier starts");
      Directories.delete(settings.directory().resolve("payara"));
      Directories.delete(settings.directory().resolve("wildfly"));
      Directories.delete(settings.directory().resolve("micro"));
      Directories.delete(settings.directory().resolve("liberty"));
      Directories.delete(settings.directory().resolve("postgresql"));
      Directories.delete(settings.sandboxDirectory());
      Files.deleteIfExists(settings.directory().resolve("kassa-keystore.p12"));
      Files.deleteIfExists(description());
    }
  }

  private void startAll() throws IOException, SQLException {
    terminal.step("Starting PostgreSQL on port " + database.port());
    database.start();
    terminal.step(
        "Starting %s on port %d"
            .formatted(settings.distribution().name(), settings.ports().of(Ports.Port.HTTP)));
    server.start();
    server.deploySandbox();
    server.deploy();
    server.awaitReady();
  }

  /**
   * The instance that runs in this JVM.
   *
   * @throws IllegalStateException if there is none
   */
  public static Instance current() {
    Instance instance = current;
    if (instance == null) {
      throw new IllegalStateException("no instance runs: start the tests with mvn verify");
    }
    return instance;
  }

  /** Where the application answers, without a slash at the end. */
  public URI base() {
    return URI.create(settings.httpBase() + "/payment");
  }

  /** The server itself, for what is not below the application. */
  public URI serverBase() {
    return URI.create(settings.httpBase());
  }

  public URI apiBase() {
    return URI.create(base() + "/api/v1");
  }

  /** Where operators reach the API: their own listener, if they have one. */
  URI operatorApiBase() {
    return URI.create(settings.operatorBase() + "/payment/api/v1");
  }

  public Database database() {
    return database;
  }

  public Server server() {
    return server;
  }

  /**
   * The server, for what only Payara has.
   *
   * @throws IllegalStateException if it is another one
   */
  PayaraServer payara() {
    if (server instanceof PayaraServer payara) {
      return payara;
    }
    throw new IllegalStateException("this is for Payara; tests of it carry the tag payara");
  }

  public String operatorUser() {
    return Server.OPERATOR;
  }

  public String operatorPassword() throws IOException {
    return secrets.of("operator");
  }

  public String auditorUser() {
    return Server.AUDITOR;
  }

  public String auditorPassword() throws IOException {
    return secrets.of("auditor");
  }

  /** Every password of the instance, by what it is of. */
  public Map<String, String> passwords() throws IOException {
    Map<String, String> passwords = new TreeMap<>();
    for (String name : PASSWORDS) {
      passwords.put(name, secrets.of(name));
    }
    return passwords;
  }

  /** The keystore that all nodes of the instance read. */
  public Path keystore() {
    return settings.directory().resolve("kassa-keystore.p12");
  }

  String keystorePassword() throws IOException {
    return secrets.of("keystore");
  }

  /** The server's own console, without a slash at the end. */
  public String adminConsole() {
    return "http://127.0.0.1:" + adminPort();
  }

  int adminPort() {
    return settings.ports().of(Ports.Port.ADMIN);
  }

  /** Where the server's JMX connector listens, on the loopback. */
  public int jmxPort() {
    return settings.ports().of(Ports.Port.JMX);
  }

  /**
   * Where the server expects its mail server, on the loopback; there is none unless a test runs it.
   */
  public int mailPort() {
    return settings.ports().of(Ports.Port.MAIL);
  }

  public String mailUser() {
    return Settings.MAIL_USER;
  }

  public String mailPassword() throws IOException {
    return secrets.of("mail");
  }

  /** Another node on the same database; not started yet. */
  Server secondServer(Settings other) {
    return server.beside(other);
  }

  /** The EAR as it was built and deployed. */
  public Path ear() {
    return settings.ear();
  }

  /** The sandbox as it was built and deployed. */
  public Path sandboxWar() {
    return settings.sandboxWar();
  }

  String adminPassword() throws IOException {
    return secrets.of("admin");
  }

  Settings settings() {
    return settings;
  }

  Path description() {
    return settings.directory().resolve("instance.json");
  }

  /** What an earlier start wrote for scripts, or an empty object. */
  JsonObject described() throws IOException {
    if (!Files.exists(description())) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    return read(description());
  }

  private static JsonObject read(Path file) throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return reader.readObject();
    }
  }

  /** Writes {@code instance.json}: these values, then this instance's addresses and passwords. */
  void describe(JsonObject more) throws IOException {
    JsonObject all =
        Json.createObjectBuilder(more)
            .add("apiBase", apiBase().toString())
            .add("operatorUser", operatorUser())
            .add("operatorPassword", operatorPassword())
            .add("consoleUrl", base() + "/console")
            .add("adminConsoleUrl", adminConsole())
            .add("jdbcUrl", database.jdbcUrl())
            .add("jdbcUser", Database.OWNER)
            .add("jdbcPassword", database.ownerPassword())
            .add("sandbox", sandbox())
            .build();
    writePrivately(description(), all);
    if (more.containsKey("secret")) {
      writePrivately(
          description().resolveSibling("profile.json"), clientProfile(more, apiBase().toString()));
    }
  }

  /** What the command line of the client needs to act as this merchant. */
  private static JsonObject clientProfile(JsonObject merchant, String apiBase) {
    JsonObjectBuilder profile = Json.createObjectBuilder().add("apiBase", apiBase);
    for (String name : List.of("credentialId", "secret", "currency", "accountId")) {
      profile.add(name, merchant.get(name));
    }
    return profile.build();
  }

  private static void writePrivately(Path file, JsonObject json) throws IOException {
    Path next = Secrets.privateFile(file.resolveSibling(file.getFileName() + ".new"));
    try (JsonWriter writer = Json.createWriter(Files.newBufferedWriter(next))) {
      writer.writeObject(json);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where the sandbox answers, without a slash at the end. */
  public URI sandboxBase() {
    return URI.create(settings.sandboxBase());
  }

  /** Its addresses and the keys of its first merchant, as it tells them itself. */
  public JsonObject sandbox() throws IOException {
    return read(settings.sandboxDirectory().resolve("sandbox.json"));
  }

  /** Stops server and database in this order; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    current = null;
    terminal.step("Stopping");
    try (lockFile) {
      try {
        server.stop();
      } finally {
        database.stop();
      }
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      terminal.bad("not stopped in order: " + e.getMessage());
    }
  }
}
