package io.kassa.bench;

import io.kassa.instance.Instance;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What database and server have spent so far; two readings make a consumption. */
final class Meters implements Closeable {
  private static final String READ =
      """
      select pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
             (select sum(fsyncs) from pg_stat_io
               where object = 'wal' and backend_type = 'client backend'),
             (select xact_commit from pg_stat_database where datname = 'kassa'),
             (select coalesce(sum(calls), 0) from public.pg_stat_statements s
                join pg_roles r on r.oid = s.userid
               where r.rolname = 'kassa' and s.toplevel and s.query not in ('BEGIN', 'COMMIT'))
      """;

  private final long databaseProcess;
  private final ServerProcess server;
  private final Connection connection;

  private Meters(long databaseProcess, ServerProcess server, Connection connection) {
    this.databaseProcess = databaseProcess;
    this.server = server;
    this.connection = connection;
  }

  static Meters of(Instance instance) throws IOException, SQLException {
    return new Meters(
        instance.database().processId(),
        ServerProcess.attach(instance.server().processId()),
        instance.database().superuser());
  }

  /**
   * One reading. WAL bytes, statements and CPU are as of now; flushes and commits may lag by ten
   * seconds, since idle connections report them late.
   */
  record Reading(
      long walBytes,
      long flushes,
      long commits,
      long statements,
      double databaseCpu,
      double serverCpu,
      double clientCpu,
      long allocatedBytes) {

    Reading since(Reading before) {
      return new Reading(
          walBytes - before.walBytes,
          flushes - before.flushes,
          commits - before.commits,
          statements - before.statements,
          databaseCpu - before.databaseCpu,
          serverCpu - before.serverCpu,
          clientCpu - before.clientCpu,
          allocatedBytes - before.allocatedBytes);
    }
  }

  Reading read() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new Reading(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          ServerProcess.cpuOfTree(databaseProcess).toMillis() / 1e3,
          server.cpu().toMillis() / 1e3,
          ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
          server.allocatedBytes());
    }
  }

  long residentMebibytes() throws IOException {
    return server.residentMebibytes();
  }

  /** What the server's objects take after a garbage collection, and the whole process. */
  String memory() throws IOException {
    long live = server.liveMebibytes();
    return "%d MiB of objects, %d MiB resident".formatted(live, server.residentMebibytes());
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
