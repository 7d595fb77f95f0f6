package io.kassa.schema;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Asks once an hour whether the books are right. The check reads all postings, so it goes through
 * the owner's pool, whose statements may take ten minutes, and a lock in the database lets one node
 * read at a time; a node that finds it taken asks again a minute later.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class LedgerCheck {
  static final Duration EVERY = Duration.ofHours(1);

  private static final Logger LOG = Logger.getLogger(LedgerCheck.class.getName());
  private static final String LOCK = "select pg_try_advisory_lock(hashtext('kassa.ledger-check'))";
  private static final String UNLOCK = "select pg_advisory_unlock(hashtext('kassa.ledger-check'))";
  private static final String COUNT =
      "select count(*) from " + Migration.SCHEMA + ".ledger_violations";

  @Resource(name = "jdbc/kassaOwner")
  private DataSource owner;

  @EJB private SchemaGate gate;

  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile Found last;

  /** What the last check of this node found, and when. */
  private record Found(long violations, Instant at) {}

  @Schedule(second = "40", minute = "*", hour = "*", persistent = false)
  void everyMinute() {
    boolean due = last == null || last.at().isBefore(Instant.now().minus(EVERY));
    if (!due || !gate.isOpen() || !checking.compareAndSet(false, true)) {
      return;
    }
    try {
      check();
    } catch (SQLException failure) {
      LOG.log(Level.WARNING, "the ledger was not checked; tried again in a minute", failure);
    } finally {
      checking.set(false);
    }
  }

  private void check() throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      if (!answer(statement, LOCK).equals("t")) {
        return;
      }
      try {
        long violations = Long.parseLong(answer(statement, COUNT));
        last = new Found(violations, Instant.now());
        if (violations > 0) {
          LOG.severe("the books are wrong: see ledger_violations, which has " + violations);
        }
      } finally {
        answer(statement, UNLOCK);
      }
    }
  }

  private static String answer(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** What was wrong when this node looked last; not a number before its first look. */
  public double violations() {
    Found found = last;
    return found == null ? Double.NaN : found.violations();
  }

  /** How long ago this node looked; not a number before its first look. */
  public double ageSeconds() {
    Found found = last;
    return found == null
        ? Double.NaN
        : Duration.between(found.at(), Instant.now()).toMillis() / 1000.0;
  }
}
