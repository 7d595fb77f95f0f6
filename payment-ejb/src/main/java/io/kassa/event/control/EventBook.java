package io.kassa.event.control;

import io.kassa.event.entity.Event;
import io.kassa.event.entity.EventPosition;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;

/** Reads events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class EventBook {
  private static final String COLUMNS =
      """
      select e.merchant_id, e.id, e.payment_id, e.object_id, e.type, e.sequence, e.created_at,
             e.late, cast(cast(e.position as text) as bigint)
        from events e
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** An event and its place. */
  public record Placed(Event event, EventPosition position) {}

  /**
   * A merchant's events behind a position, oldest first. Only those below the oldest transaction
   * that still runs: one that commits later cannot slip in before them any more.
   */
  public List<Placed> after(UUID merchantId, EventPosition position, int limit) {
    return Sql.rows(
            entities,
            COLUMNS
                + """
                 where e.merchant_id = ?1 and (e.position, e.id) > (cast(?2 as xid8), ?3)
                   and e.position < pg_snapshot_xmin(pg_current_snapshot())
                 order by e.position, e.id limit ?4
                """,
            merchantId,
            Long.toString(position.transaction()),
            position.id(),
            limit)
        .stream()
        .map(row -> new Placed(event(row), new EventPosition(row.number(8), row.uuid(1))))
        .toList();
  }

  /**
   * Whether events of a merchant behind a position have left. Asked after {@link #after}: what left
   * while that read was noted before. A reader at the start asks for what there is.
   */
  public boolean hasLost(UUID merchantId, EventPosition position) {
    return !position.equals(EventPosition.START)
        && Sql.row(
                entities,
                """
                select 1 from archived_events
                 where merchant_id = ?1 and (position, event_id) > (cast(?2 as xid8), ?3)
                """,
                merchantId,
                Long.toString(position.transaction()),
                position.id())
            .isPresent();
  }

  /** The events of a payment behind a sequence, in their order; each is committed. */
  public List<Event> ofPayment(UUID merchantId, UUID paymentId, int after, int limit) {
    return Sql.rows(
            entities,
            COLUMNS
                + """
                 where e.merchant_id = ?1 and e.payment_id = ?2 and e.sequence > ?3
                 order by e.sequence limit ?4
                """,
            merchantId,
            paymentId,
            after,
            limit)
        .stream()
        .map(EventBook::event)
        .toList();
  }

  private static Event event(Row row) {
    return new Event(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        row.uuid(3),
        row.text(4),
        row.isNull(5) ? null : Math.toIntExact(row.number(5)),
        row.time(6),
        row.flag(7));
  }
}
