package io.kassa.outbox;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** How far the consumers are behind; data for health and metrics, never a reason to refuse. */
@Stateless
public class OutboxLag {
  private static final int COUNTED_AT_MOST = 100_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * The state of the outbox.
   *
   * @param open notices without receipt, counted up to 100 000
   * @param oldestSeconds the age of the oldest, 0 if there is none; a mail that is tried again is
   *     left out, since a stranger's full mailbox says nothing of Kassa
   * @param dead notices that wait for an operator
   * @param paused consumers whose relay an operator holds
   */
  public record Lag(long open, long oldestSeconds, long dead, long paused) {}

  /** Looks. */
  public Lag look() {
    Row row =
        Sql.row(
                entities,
                """
                select (select count(*) from
                         (select 1 from outbox where dead_at is null limit ?1) as counted),
                       (select coalesce(cast(extract(epoch from now() - min(created_at)) as bigint), 0)
                          from (select created_at from outbox
                                 where dead_at is null and not (consumer = ?2 and failures > 0)
                                 order by event_id limit 1) as oldest),
                       (select count(*) from outbox where dead_at is not null),
                       (select count(*) from relay_pauses)
                """,
                COUNTED_AT_MOST,
                Consumers.MAIL)
            .orElseThrow();
    return new Lag(row.number(0), row.number(1), row.number(2), row.number(3));
  }
}
