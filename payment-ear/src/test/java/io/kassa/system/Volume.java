package io.kassa.system;

import io.kassa.bench.Exchange;
import io.kassa.instance.Database;
import io.kassa.instance.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Months of payments, in a database of their own beside Kassa's and with the same schema: what is
 * tried here touches nobody. Tables and partitions have the statistics that autovacuum makes, which
 * leaves their parents out.
 */
final class Volume implements AutoCloseable {
  private static final String NAME = "kassa_volume";
  private static final String SCHEMA = "kassa";

  /** How often a statement is planned for its values before the database may keep a plan. */
  private static final int PLANNED_ANEW = 5;

  private final Connection connection;

  private Volume(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes it.
   *
   * @param merchantId whose payments are more than half of all
   * @param payable the ledger account of what it is owed
   * @param account a customer's
   */
  static Volume of(String merchantId, String payable, String account)
      throws SQLException, IOException {
    Database database = Instance.current().database();
    try (Connection elsewhere = database.superuser(Database.SUPERUSER)) {
      run(elsewhere, "drop database if exists " + NAME + " with (force)");
      run(elsewhere, "create database " + NAME);
    }
    Connection connection = database.superuser(NAME);
    Flyway.configure()
        .dataSource(
            connection.getMetaData().getURL(), Database.SUPERUSER, database.superuserPassword())
        .schemas(SCHEMA)
        .placeholders(Map.of("runtimeRole", "kassa"))
        .load()
        .migrate();
    Volume volume = new Volume(connection);
    volume.fill(
        Map.of(
            "timezone", "UTC",
            "search_path", "kassa, public",
            "synchronous_commit", "off",
            "seq_page_cost", "50",
            "session_replication_role", "replica",
            "volume.merchant", merchantId,
            "volume.payable", payable,
            "volume.account", account));
    return volume;
  }

  private void fill(Map<String, String> settings) throws SQLException, IOException {
    try (PreparedStatement set = connection.prepareStatement("select set_config(?, ?, false)")) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        set.setString(1, setting.getKey());
        set.setString(2, setting.getValue());
        set.execute();
      }
    }
    try (InputStream script = Volume.class.getResourceAsStream("/plans/volume.sql")) {
      run(connection, new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    run(connection, "vacuum (analyze) " + String.join(", ", rows("'r'").keySet()));
  }

  /**
   * Tables and partitions that have rows of their own, and indexes, with how many rows each has.
   */
  Map<String, Long> rows() throws SQLException {
    return rows("'r', 'i'");
  }

  private Map<String, Long> rows(String kinds) throws SQLException {
    return counts(
        """
        select relname, reltuples from pg_class
         where relnamespace = 'kassa'::regnamespace and relkind in (%s)
        """
            .formatted(kinds));
  }

  /** How many rows each table has, with all its partitions. */
  Map<String, Long> rowsOfTables() throws SQLException {
    return counts(
        """
        select coalesce(pg_partition_root(oid), oid)::regclass, sum(reltuples) from pg_class
         where relnamespace = 'kassa'::regnamespace and relkind = 'r' group by 1
        """);
  }

  private Map<String, Long> counts(String query) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  /**
   * How a statement is carried out the first time, and the sixth, when the database may have
   * settled on one plan for all values (PostgreSQL documentation, PREPARE). What it changes is
   * taken back.
   */
  List<Plan> plans(Exchange.Statement heard) throws SQLException {
    String execute = "execute heard" + list(heard.values());
    run(connection, "prepare heard" + list(heard.types()) + " as " + heard.sql());
    try {
      Plan first = analyzed(execute);
      for (int time = 2; time <= PLANNED_ANEW; time++) {
        run(connection, "explain " + execute);
      }
      return List.of(first, analyzed(execute));
    } finally {
      run(connection, "deallocate heard");
    }
  }

  private static String list(List<String> parts) {
    return parts.isEmpty() ? "" : "(" + String.join(", ", parts) + ")";
  }

  private Plan analyzed(String execute) throws SQLException {
    run(connection, "begin");
    try (Statement statement = connection.createStatement();
        ResultSet json =
            statement.executeQuery("explain (analyze, timing off, format json) " + execute)) {
      json.next();
      return Plan.of(json.getString(1));
    } finally {
      run(connection, "rollback");
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    try (Connection elsewhere = Instance.current().database().superuser(Database.SUPERUSER)) {
      run(elsewhere, "drop database " + NAME);
    }
  }
}
