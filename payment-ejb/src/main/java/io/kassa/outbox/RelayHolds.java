package io.kassa.outbox;

import io.kassa.access.Caller;
import io.kassa.audit.AuditLog;
import io.kassa.failure.PaymentException;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * Holds the relay of a consumer and lets it go on; whoever may has been asked before. A pause is a
 * row that the lease statement looks for, so it holds on every node from the moment it commits and
 * outlives restarts. Events are written meanwhile, and what was sent is still taken: to drain is to
 * pause and to wait until nothing is {@link RelayState#sent}.
 */
@Stateless
public class RelayHolds {
  private static final int COUNTED_AT_MOST = 100_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private AuditLog audit;

  /** How it stands with all consumers. */
  public List<RelayState> list() {
    return Consumers.ALL.stream().map(this::look).toList();
  }

  /**
   * Holds the relay of a consumer; nothing is leased for it any more once this is committed. A
   * batch that was leased just before still goes out. A second pause changes nothing.
   *
   * @throws PaymentException NOT_FOUND if there is no such consumer
   */
  public RelayState pause(Caller caller, String consumer) {
    requireKnown(consumer);
    int paused =
        Sql.change(
            entities,
            """
            insert into relay_pauses (consumer, paused_at, paused_by) values (?1, now(), ?2)
            on conflict (consumer) do nothing
            """,
            consumer,
            caller.name());
    if (paused == 1) {
      audit.record(caller, "relay.paused", null, consumer);
    }
    return look(consumer);
  }

  /**
   * Lets the relay of a consumer go on; what waited is due at once. Changes nothing where it is not
   * held.
   *
   * @throws PaymentException NOT_FOUND if there is no such consumer
   */
  public RelayState resume(Caller caller, String consumer) {
    requireKnown(consumer);
    if (Sql.change(entities, "delete from relay_pauses where consumer = ?1", consumer) == 1) {
      audit.record(caller, "relay.resumed", null, consumer);
    }
    return look(consumer);
  }

  private static void requireKnown(String consumer) {
    if (!Consumers.ALL.contains(consumer)) {
      throw PaymentException.notFound();
    }
  }

  /**
   * One consumer.
   *
   * @throws PaymentException NOT_FOUND if there is no such consumer
   */
  public RelayState find(String consumer) {
    requireKnown(consumer);
    return look(consumer);
  }

  private RelayState look(String consumer) {
    Row row =
        Sql.row(
                entities,
                """
                select count(*) filter (where not gone), count(*) filter (where gone),
                       (select paused_at from relay_pauses where consumer = ?1),
                       (select paused_by from relay_pauses where consumer = ?1)
                  from (select sent_at is not null
                               or (leased_by is not null and due_at > now()) as gone
                          from outbox where consumer = ?1 and dead_at is null limit ?2) as open
                """,
                consumer,
                COUNTED_AT_MOST)
            .orElseThrow();
    return new RelayState(consumer, row.number(0), row.number(1), row.time(2), row.text(3));
  }
}
