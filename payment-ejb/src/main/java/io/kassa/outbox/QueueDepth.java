package io.kassa.outbox;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * How many notices each consumer has still to take, as the outbox tells. The broker's own count
 * would miss what it lost and know nothing of other nodes' brokers.
 */
@Stateless
public class QueueDepth {
  private static final int COUNTED_AT_MOST = 100_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * A consumer's notices without receipt, counted up to 100 000.
   *
   * @param waiting that were never sent
   * @param sent that are in a queue or at the listener
   */
  public record Depth(String consumer, long waiting, long sent) {}

  /** Looks; one for each consumer. */
  public List<Depth> look() {
    return Consumers.ALL.stream().map(this::look).toList();
  }

  private Depth look(String consumer) {
    Row row =
        Sql.row(
                entities,
                """
                select count(*) filter (where sent_at is null),
                       count(*) filter (where sent_at is not null)
                  from (select sent_at from outbox
                         where consumer = ?1 and dead_at is null limit ?2) as open
                """,
                consumer,
                COUNTED_AT_MOST)
            .orElseThrow();
    return new Depth(consumer, row.number(0), row.number(1));
  }
}
