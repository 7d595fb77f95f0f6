package io.kassa.bench;

import io.kassa.instance.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * What the database itself can do, by pgbench: the fixed minimal flow, in a database of its own,
 * which judges and never changes; and Kassa's own statements of one flow, which explain the gap.
 */
final class Ceilings {
  private static final String REFERENCE = "reference";

  private final Pgbench pgbench;
  private final Database database;
  private final Path fixed;
  private final Path own;

  private Ceilings(Pgbench pgbench, Database database, Path directory) {
    this.pgbench = pgbench;
    this.database = database;
    this.fixed = directory.resolve("reference-flow.sql");
    this.own = directory.resolve("own-flow.sql");
  }

  /** Makes the reference's database; its scripts are left in {@code directory}. */
  static Ceilings prepare(Pgbench pgbench, Database database, Path directory)
      throws IOException, SQLException {
    Ceilings ceilings = new Ceilings(pgbench, database, directory);
    Files.createDirectories(directory);
    Files.writeString(ceilings.fixed, resource("reference-flow.sql"));
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + REFERENCE);
    }
    try (Connection connection = database.superuser(REFERENCE);
        Statement statement = connection.createStatement()) {
      statement.execute(resource("reference-schema.sql"));
    }
    return ceilings;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Ceilings.class.getResourceAsStream("/bench/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Takes what a flow was heard to say, and the accounts that pay in it. */
  void own(String script, List<String> accounts) throws IOException, SQLException {
    Files.writeString(own, script);
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema bench");
      statement.execute("create table bench.account (n int primary key, id uuid not null)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into bench.account values (?, ?::uuid)")) {
        for (int i = 0; i < accounts.size(); i++) {
          insert.setInt(1, i + 1);
          insert.setString(2, accounts.get(i));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      statement.execute("grant usage on schema bench to kassa");
      statement.execute("grant select on bench.account to kassa");
      statement.execute("analyze bench.account");
    }
  }

  /** Minimal flows per second. */
  double fixed(int connections, Duration time) throws IOException {
    // a role without time-outs, which cost the application's own role a little
    Pgbench.Login login =
        new Pgbench.Login(Database.SUPERUSER, database.superuserPassword(), REFERENCE);
    return pgbench.run(fixed, login, database, connections, time);
  }

  /** Runs of Kassa's own statements per second. */
  double own(int connections, Duration time) throws IOException {
    Pgbench.Login login = new Pgbench.Login("kassa", database.runtimePassword(), "kassa");
    return pgbench.run(own, login, database, connections, time);
  }
}
