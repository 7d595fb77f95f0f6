package io.kassa.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL of its own on the loopback address: durable, with passwords, its data kept between
 * starts.
 */
public final class Database {

  static final String NAME = "kassa";
  static final String OWNER = "kassa_owner";
  static final String RUNTIME = "kassa";

  /** The role that may do everything. */
  public static final String SUPERUSER = "postgres";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Settings settings;
  private final Secrets secrets;
  private final Path data;
  private final Path log;
  private Path binaries;

  Database(Settings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.data = settings.directory().resolve("postgresql");
    this.log = settings.directory().resolve("postgresql.log");
  }

  /**
   * Starts it, makes database and roles at the first start, and checks that what it acknowledges is
   * on the disk.
   *
   * @throws IllegalStateException if durability is relaxed
   */
  void start() throws IOException, SQLException {
    prepare();
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise();
    }
    Files.writeString(data.resolve("kassa.conf"), configuration(), StandardCharsets.UTF_8);
    control("start", "-w", "-t", "60", "-l", log.toString());
    try {
      requireDurability();
      makeRoles();
    } catch (SQLException | IOException | RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Stops a server that a former launcher left behind, and removes what a crash left. */
  void stopLeftover() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    prepare();
    if (leftover(pidFile).isPresent()) {
      stop();
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> leftover(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }

  /** Stops it in order: open transactions are rolled back, everything is written. */
  void stop() throws IOException {
    if (binaries != null && Files.exists(data.resolve("postmaster.pid"))) {
      control("stop", "-m", "fast", "-w", "-t", "60");
    }
  }

  /** Ends it as a crash would; {@link #start} recovers. */
  public void killHard() throws IOException {
    control("stop", "-m", "immediate", "-w", "-t", "60");
  }

  /** {@code kill -9} of the postmaster and of all its processes at once. */
  public void killProcesses() throws IOException {
    Signals.kill(processId());
  }

  /** SIGSTOP for all its processes. */
  public void hang() throws IOException {
    Signals.hang(processId());
  }

  /** SIGCONT. */
  public void goOn() throws IOException {
    Signals.goOn(processId());
  }

  /** Starts it again after {@link #killHard} or {@link #killProcesses}. */
  public void restart() throws IOException, SQLException {
    start();
  }

  /** Runs the script of the roles again, as a DBA does who renews passwords. */
  public void renewRoles() throws IOException, SQLException {
    makeRoles();
  }

  /** What PostgreSQL logs. */
  public Path log() {
    return log;
  }

  /** The process that all others of this database are children of. */
  public long processId() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  private void prepare() throws IOException {
    if (binaries == null) {
      binaries = PostgresBinaries.in(settings.software());
    }
  }

  private void initialise() throws IOException {
    Path passwordFile = Secrets.privateFile(settings.directory().resolve("initdb.password"));
    try {
      Files.writeString(passwordFile, secrets.of("db.superuser"), StandardCharsets.UTF_8);
      run(
          "initdb",
          List.of(
              "-D",
              data.toString(),
              "-U",
              SUPERUSER,
              "-E",
              "UTF8",
              "-A",
              "scram-sha-256",
              "--pwfile",
              passwordFile.toString(),
              "--no-locale",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--data-checksums"));
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Path file = data.resolve("postgresql.conf");
    Files.writeString(
        file, Files.readString(file) + "\ninclude 'kassa.conf'\n", StandardCharsets.UTF_8);
  }

  private String configuration() {
    return """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        shared_buffers = 128MB
        password_encryption = 'scram-sha-256'
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        shared_preload_libraries = 'pg_stat_statements'
        pg_stat_statements.max = 5000
        log_line_prefix = '%%m [%%p] %%a '
        """
        .formatted(port());
  }

  private void requireDurability() throws SQLException {
    try (Connection connection = superuser(SUPERUSER)) {
      for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        String value = single(connection, "show " + name);
        if (!"on".equals(value)) {
          throw new IllegalStateException("PostgreSQL runs with " + name + " = " + value);
        }
      }
    }
  }

  private void makeRoles() throws SQLException, IOException {
    try (Connection connection = superuser(SUPERUSER);
        Statement statement = connection.createStatement()) {
      if (single(connection, "select 1 from pg_database where datname = 'kassa'") == null) {
        statement.execute("create database kassa");
      }
    }
    String script =
        Files.readString(settings.root().resolve("docker/postgres/roles.sql"))
            .replace(":'owner_password'", literal(ownerPassword()))
            .replace(":'runtime_password'", literal(runtimePassword()));
    try (Connection connection = superuser(NAME);
        Statement statement = connection.createStatement()) {
      statement.execute(script);
      statement.execute("create extension if not exists pg_stat_statements schema public");
    }
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private void control(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-D", data.toString()));
    all.addAll(List.of(arguments));
    run("pg_ctl", all);
  }

  /**
   * PostgreSQL refuses to run as root: there it runs in a user namespace, as nobody in particular.
   */
  private void run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    try {
      Commands.run(command, Map.of("LC_ALL", "C"), LIMIT, line -> {});
    } catch (IOException e) {
      throw new IOException("PostgreSQL: " + e.getMessage() + " (see " + log + ")", e);
    }
  }

  /** Where it listens on the loopback address. */
  public int port() {
    return settings.ports().of(Ports.Port.DATABASE);
  }

  public String jdbcUrl() {
    return url(NAME);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  String ownerPassword() throws IOException {
    return secrets.of("db.owner");
  }

  /** The password of the application's own role. */
  public String runtimePassword() throws IOException {
    return secrets.of("db.runtime");
  }

  /** The password of {@link #SUPERUSER}. */
  public String superuserPassword() throws IOException {
    return secrets.of("db.superuser");
  }

  /** A connection of the role that owns the schema; the caller closes it. */
  public Connection owner() throws SQLException, IOException {
    return DriverManager.getConnection(jdbcUrl(), OWNER, ownerPassword());
  }

  /** A connection with the application's own rights; the caller closes it. */
  public Connection runtime() throws SQLException, IOException {
    return DriverManager.getConnection(jdbcUrl(), RUNTIME, runtimePassword());
  }

  /** A superuser's connection to the application's database; the caller closes it. */
  public Connection superuser() throws SQLException {
    return superuser(NAME);
  }

  /** A superuser's connection to another database of this server; the caller closes it. */
  public Connection superuser(String database) throws SQLException {
    try {
      return DriverManager.getConnection(url(database), SUPERUSER, superuserPassword());
    } catch (IOException e) {
      throw new SQLException("the superuser's password can't be read", e);
    }
  }
}
