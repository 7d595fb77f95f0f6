package io.kassa.schema;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Makes the monthly partitions of ledger, events and audit at least {@value #DAYS_AHEAD} days
 * ahead. There is no default partition, because detaching concurrently is forbidden with one: if
 * fewer than {@value #ALARM_DAYS} days are left, an alarm goes to the log and to the health data.
 *
 * <p>A new table is made beside its parent and then attached, which takes a lock that lets reads
 * and writes of the parent go on.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Partitions {
  static final int DAYS_AHEAD = 30;
  static final int ALARM_DAYS = 14;

  private static final Logger LOG = Logger.getLogger(Partitions.class.getName());
  private static final List<Partitioned> TABLES =
      List.of(
          new Partitioned("postings"), new Partitioned("events"), new Partitioned("audit_entries"));

  @Resource(name = "jdbc/kassaOwner")
  private DataSource owner;

  @EJB private SchemaGate gate;

  private volatile Instant coveredUntil = Instant.EPOCH;

  private record Partitioned(String parent) {
    String name(YearMonth month) {
      return "%s_%d_%02d".formatted(parent, month.getYear(), month.getMonthValue());
    }
  }

  /** Makes what is missing, judged by the database's clock. Several nodes may call it at once. */
  public void ensure() {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      Instant now;
      try (ResultSet clock = statement.executeQuery("select extract(epoch from now())::bigint")) {
        clock.next();
        now = Instant.ofEpochSecond(clock.getLong(1));
      }
      YearMonth first = month(now);
      YearMonth last = month(now.plus(Duration.ofDays(DAYS_AHEAD)));
      for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
        for (Partitioned table : TABLES) {
          attach(connection, table, month);
        }
      }
      coveredUntil = start(last.plusMonths(1));
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot make partitions: " + failure.getMessage(), failure);
    }
  }

  @Schedule(minute = "7", hour = "*", persistent = false)
  @Lock(LockType.WRITE)
  void everyHour() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      ensure();
    } catch (IllegalStateException failure) {
      LOG.log(Level.SEVERE, "partitions were not made; tried again in an hour", failure);
    }
    if (alarm()) {
      LOG.severe("partitions end at " + coveredUntil + ", in less than " + ALARM_DAYS + " days");
    }
  }

  /** Until when rows can be written. */
  @Lock(LockType.READ)
  public Instant coveredUntil() {
    return coveredUntil;
  }

  /** Whether so few days are left that a person has to look. */
  @Lock(LockType.READ)
  public boolean alarm() {
    return coveredUntil.isBefore(Instant.now().plus(Duration.ofDays(ALARM_DAYS)));
  }

  private static void attach(Connection connection, Partitioned table, YearMonth month)
      throws SQLException {
    String parent = Migration.SCHEMA + "." + table.parent();
    String child = Migration.SCHEMA + "." + table.name(month);
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(hashtext('kassa.partitions'))");
      boolean exists;
      try (ResultSet found =
          statement.executeQuery("select to_regclass('" + child + "') is not null")) {
        found.next();
        exists = found.getBoolean(1);
      }
      if (!exists) {
        statement.execute("create table " + child + " (like " + parent + " including all)");
        statement.execute(
            "alter table %s attach partition %s for values from ('%s') to ('%s')"
                .formatted(parent, child, start(month), start(month.plusMonths(1))));
      }
      connection.commit();
    } catch (SQLException failure) {
      connection.rollback();
      throw failure;
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
