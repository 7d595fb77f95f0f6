package io.kassa.report.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Counts events: the only writer of the roll-ups. */
@Stateless
public class RollupBook {
  /** The types of events that count, as SQL lists them; as in the index {@code events_reported}. */
  public static final String COUNTED_TYPES =
      "'payment.succeeded', 'payment.canceled', 'payment.expired',"
          + " 'refund.succeeded', 'refund.failed'";

  /** So many events are counted in one transaction. */
  static final int BATCH = 1_000;

  private static final int HOURS_KEPT_DAYS = 400;
  private static final int MOST_REMOVED = 5_000;

  private static final String REMOVE_TIMES =
      """
      delete from report_confirm_times where ctid = any (array (
        select ctid from report_confirm_times
         where grain = 'HOUR' and starts_at < now() - make_interval(days => ?1) limit ?2))
      """;

  private static final String REMOVE_COUNTS =
      """
      delete from report_rollups where ctid = any (array (
        select ctid from report_rollups
         where grain = 'HOUR' and starts_at < now() - make_interval(days => ?1) limit ?2))
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Counts the next events and moves the cursor behind them. Whoever holds the cursor's row is the
   * only one that counts; another node does nothing.
   *
   * @return whether there may be more to count
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public boolean count() {
    Optional<Row> held =
        Sql.row(
            entities,
            """
            select cast(cast(position as text) as bigint), event_id from report_cursor
               for update skip locked
            """);
    if (held.isEmpty()) {
      return false;
    }
    Row from = held.get();
    Optional<Row> last =
        Sql.row(
            entities, RollupStatements.COUNT, Long.toString(from.number(0)), from.uuid(1), BATCH);
    boolean full = last.isPresent() && last.get().number(2) == BATCH;
    Row reached = last.orElse(from);
    Sql.change(
        entities,
        """
        update report_cursor
           set position = cast(?1 as xid8), event_id = ?2,
               caught_up_at = case when ?3 then caught_up_at else now() end
        """,
        Long.toString(reached.number(0)),
        reached.uuid(1),
        full);
    return full;
  }

  /** Removes hours that are too old; days stay. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void removeOldHours() {
    for (String removal : List.of(REMOVE_TIMES, REMOVE_COUNTS)) {
      Sql.change(entities, removal, HOURS_KEPT_DAYS, MOST_REMOVED);
    }
  }
}
