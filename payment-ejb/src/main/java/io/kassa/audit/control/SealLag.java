package io.kassa.audit.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** How far the sealer is behind; data for metrics. */
@Stateless
public class SealLag {
  private static final int COUNTED_AT_MOST = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private AuditChain chain;

  /**
   * What waits for the sealer.
   *
   * @param entries committed entries without a link, counted up to 10 000
   * @param oldestSeconds the age of the oldest, 0 if there is none
   */
  public record Lag(long entries, long oldestSeconds) {}

  /**
   * Looks where the sealer looks. The place is read first: where a statement finds it by itself,
   * the database takes it for a third of the log and reads all of it.
   */
  public Lag look() {
    Row row =
        Sql.row(
                entities,
                """
                select count(*), coalesce(cast(extract(epoch from now() - min(at)) as bigint), 0)
                  from (select e.at from audit_entries e
                         where e.at >= ?1
                           and not exists (select 1 from audit_chain c where c.entry_id = e.id)
                         order by e.at limit ?2) as waiting
                """,
                chain.end().unsealedFrom(),
                COUNTED_AT_MOST)
            .orElseThrow();
    return new Lag(row.number(0), row.number(1));
  }
}
