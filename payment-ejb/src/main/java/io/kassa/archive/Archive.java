package io.kassa.archive;

import io.kassa.schema.SchemaGate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends old months of events out of the live database, once an hour, if somebody said after how
 * many. It works through the owner's pool and outside of any transaction, as {@code DETACH
 * PARTITION … CONCURRENTLY} must; a lock in the database lets one node do it at a time.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Archive {
  /** With fewer, an event could leave before the 30 days for which merchants may count on it. */
  static final int LEAST_MONTHS = 2;

  static final int MOST_MONTHS = 120;

  private static final Logger LOG = Logger.getLogger(Archive.class.getName());

  @Resource(name = "jdbc/kassaOwner")
  private DataSource owner;

  @EJB private SchemaGate gate;

  /** So many full months stay, besides the one that is under way; 0: all of them. */
  @Inject
  @ConfigProperty(name = "kassa.archive.eventMonths", defaultValue = "0")
  private int eventMonths;

  private volatile double overdue = Double.NaN;

  /**
   * What a run did.
   *
   * @param archived the tables that are in the archive now and were not before, oldest first
   * @param held why the next month stays, though its time is over; null if none does
   */
  public record Run(List<String> archived, String held) {}

  @PostConstruct
  void start() {
    requireSensible(eventMonths);
  }

  static void requireSensible(int months) {
    if (months != 0 && (months < LEAST_MONTHS || months > MOST_MONTHS)) {
      throw new IllegalArgumentException(
          "kassa.archive.eventMonths: %d is neither 0 nor between %d and %d"
              .formatted(months, LEAST_MONTHS, MOST_MONTHS));
    }
  }

  @Schedule(minute = "22", hour = "*", persistent = false)
  void everyHour() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      run();
    } catch (IllegalStateException failure) {
      LOG.log(Level.WARNING, "old months of events stay for now; tried again in an hour", failure);
    }
  }

  /**
   * Sends away all months whose time is over, oldest first, up to the first that must stay, and
   * ends what was begun before and broken off. A month that was begun is ended even if the setting
   * is 0 now.
   *
   * @throws IllegalStateException if the database refuses a step
   */
  public Run run() {
    try (Connection connection = owner.getConnection()) {
      Departures departures = new Departures(connection);
      if (!departures.begin()) {
        return new Run(List.of(), "another node is about it");
      }
      try {
        return send(departures);
      } finally {
        departures.end();
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("not archived: " + failure.getMessage(), failure);
    }
  }

  private Run send(Departures departures) throws SQLException {
    List<YearMonth> due = departures.due(eventMonths);
    List<String> archived = new ArrayList<>();
    for (YearMonth month : due) {
      overdue = due.size() - archived.size();
      String held = departures.send(month);
      if (held != null) {
        LOG.log(Level.WARNING, "events of {0} stay for now: {1}", new Object[] {month, held});
        return new Run(archived, month + ": " + held);
      }
      String table = Departures.table(month);
      LOG.log(Level.INFO, "{0} is in the archive", table);
      archived.add(table);
    }
    overdue = 0;
    return new Run(archived, null);
  }

  /** The tables of the archive with their size, oldest first; what was exported is not there. */
  public List<String> tables() {
    try (Connection connection = owner.getConnection()) {
      return new Departures(connection).archived();
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot look: " + failure.getMessage(), failure);
    }
  }

  /** After how many full months events leave; 0 for never. */
  public int eventMonths() {
    return eventMonths;
  }

  /**
   * How many months should have left when this node looked last; not a number before its first
   * look.
   */
  public double overdue() {
    return overdue;
  }
}
