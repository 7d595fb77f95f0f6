package io.kassa.outbox;

import io.kassa.access.Caller;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;

/** Notices that no consumer could follow; whoever may act on them has been asked before. */
@Stateless
public class DeadLetterBook {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private Outbox outbox;
  @EJB private Courier courier;
  @EJB private AuditLog audit;

  /** The oldest dead notices first. */
  public List<DeadLetter> list(int limit) {
    return Sql.rows(
            entities,
            """
            select event_id, consumer, type, merchant_id, payment_id, failures, last_error, dead_at
              from outbox where dead_at is not null order by dead_at, event_id limit ?1
            """,
            limit)
        .stream()
        .map(
            row ->
                new DeadLetter(
                    row.uuid(0),
                    row.text(1),
                    row.text(2),
                    row.uuid(3),
                    row.uuid(4),
                    Math.toIntExact(row.number(5)),
                    row.text(6),
                    row.time(7)))
        .toList();
  }

  /**
   * Tells the consumer once more, with as many tries as at first, and takes the message off the
   * broker's dead-letter queue. Should the broker not answer, nothing is replayed and the notice
   * stays dead: the call can be made again.
   *
   * @throws PaymentException NOT_FOUND if no such notice is dead
   */
  public void replay(Caller caller, UUID eventId) {
    if (!outbox.revive(eventId)) {
      throw PaymentException.notFound();
    }
    audit.record(caller, "dead-letter.replayed", null, eventId.toString());
    courier.exhume(eventId);
  }
}
