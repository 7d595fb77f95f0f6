package io.kassa.instance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Server and database that log as much as they can, as in the hands of somebody who looks for a
 * fault: loggers at FINEST, the access log, and every statement. Ends with {@link #close}.
 */
public final class Verbosity implements AutoCloseable {
  private static final List<String> LOGGERS =
      List.of(
          "io.kassa",
          "org.eclipse.persistence",
          "org.glassfish",
          "jakarta.enterprise",
          "com.sun.enterprise",
          "org.apache.catalina",
          "fish.payara",
          "org.hibernate.validator",
          "org.flywaydb");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String HTTP = "configs.config.server-config.http-service.";
  private static final String ACCESS_LOG = HTTP + "access-logging-enabled=";
  private static final String WRITTEN_EVERY = HTTP + "access-log.write-interval-seconds=";

  /** A file that is rotated takes the place of one of the same second, so none is meanwhile. */
  private static final String ROTATED_AT =
      "com.sun.enterprise.server.logging.GFFileHandler.rotationLimitInBytes=";

  private static final int USUAL_BYTES = 2_000_000;

  private static final List<String> DATABASE_SETTINGS =
      List.of(
          "log_statement",
          "log_parameter_max_length",
          "log_parameter_max_length_on_error",
          "log_min_duration_statement",
          "log_duration");

  private final PayaraServer server;
  private final Database database;

  private Verbosity(PayaraServer server, Database database) {
    this.server = server;
    this.database = database;
  }

  /** Switches it on for the running instance. */
  public static Verbosity everything() throws IOException, SQLException {
    Instance instance = Instance.current();
    Verbosity verbosity = new Verbosity(instance.payara(), instance.database());
    try {
      verbosity.start();
    } catch (IOException | SQLException | RuntimeException e) {
      verbosity.close();
      throw e;
    }
    return verbosity;
  }

  private void start() throws IOException, SQLException {
    server.administer("set-log-attributes", ROTATED_AT + "0");
    levels("FINEST");
    await("the server follows its levels").atMost(PATIENCE).until(this::isFollowed);
    server.administer("set", WRITTEN_EVERY + "1", ACCESS_LOG + "true");
    database("alter system set log_statement = 'all'");
    database("alter system set log_parameter_max_length = -1");
    database("alter system set log_parameter_max_length_on_error = -1");
    database("alter system set log_min_duration_statement = 0");
    database("alter system set log_duration = on");
    database("select pg_reload_conf()");
  }

  /** The server reads its levels a moment after they were set, and its timers never rest. */
  private boolean isFollowed() throws IOException {
    String log = Files.readString(server.log());
    return log.contains("] [FINEST] [") || log.contains("\"Level\":\"FINEST\"");
  }

  /** Sets everything back. */
  @Override
  public void close() throws IOException, SQLException {
    for (String name : DATABASE_SETTINGS) {
      database("alter system reset " + name);
    }
    database("select pg_reload_conf()");
    server.administer("set", ACCESS_LOG + "false", WRITTEN_EVERY + "300");
    // a level that is only deleted stays in force until the server starts again
    levels("INFO");
    server.administer("delete-log-levels", String.join(":", LOGGERS));
    server.administer("set-log-attributes", ROTATED_AT + USUAL_BYTES);
  }

  private void levels(String level) throws IOException {
    server.administer("set-log-levels", String.join("=" + level + ":", LOGGERS) + "=" + level);
  }

  private void database(String statement) throws SQLException {
    try (Connection connection = database.superuser();
        Statement sent = connection.createStatement()) {
      sent.execute(statement);
    }
  }
}
