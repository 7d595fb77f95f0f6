package io.kassa.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables without keys, indexes and foreign keys, which get them back in the end: made anew over all
 * rows and so checked.
 */
final class Bare implements AutoCloseable {
  private static final String FOREIGN =
      """
      select format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                    pg_get_constraintdef(oid)),
             format('alter table %s drop constraint %I', conrelid::regclass, conname)
        from pg_constraint
       where contype = 'f' and (conrelid = any (?::regclass[]) or confrelid = any (?::regclass[]))
      """;

  private static final String KEYS =
      """
      select format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                    pg_get_constraintdef(oid)),
             format('alter table %s drop constraint %I', conrelid::regclass, conname)
        from pg_constraint
       where contype in ('p', 'u') and conrelid = any (?::regclass[])
      """;

  private static final String INDEXES =
      """
      select pg_get_indexdef(indexrelid), format('drop index %s', indexrelid::regclass)
        from pg_index i
       where indrelid = any (?::regclass[])
         and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid
                            and c.contype in ('p', 'u'))
      """;

  private final Connection connection;
  private final List<String> back = new ArrayList<>();

  private Bare(Connection connection) {
    this.connection = connection;
  }

  /** Takes it all off. */
  static Bare of(Connection connection, String... tables) throws SQLException {
    execute(
        connection,
        "set search_path = kassa, public",
        "set statement_timeout = 0",
        "set maintenance_work_mem = '1GB'");
    Bare bare = new Bare(connection);
    String names = "{" + String.join(",", tables) + "}";
    // what is taken off first comes back last
    List<String> foreign = bare.off(FOREIGN, names, names);
    List<String> indexes = bare.off(INDEXES, names);
    List<String> keys = bare.off(KEYS, names);
    bare.back.addAll(keys);
    bare.back.addAll(indexes);
    bare.back.addAll(foreign);
    return bare;
  }

  private List<String> off(String query, String... names) throws SQLException {
    List<String> on = new ArrayList<>();
    List<String> off = new ArrayList<>();
    try (PreparedStatement find = connection.prepareStatement(query)) {
      for (int i = 0; i < names.length; i++) {
        find.setString(i + 1, names[i]);
      }
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          on.add(rows.getString(1));
          off.add(rows.getString(2));
        }
      }
    }
    execute(connection, off.toArray(String[]::new));
    return on;
  }

  /** Puts it all back. */
  void dress() throws SQLException {
    for (String statement : List.copyOf(back)) {
      execute(connection, statement);
      back.remove(statement);
    }
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement sent = connection.createStatement()) {
      for (String statement : statements) {
        sent.execute(statement);
      }
    }
  }

  /** Says so if something is still off. */
  @Override
  public void close() {
    if (!back.isEmpty()) {
      System.out.println("==> The database is left without: " + back);
    }
  }
}
