package io.kassa.audit.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** How far the sealer is behind; data for metrics. */
@Stateless
public class SealLag {
  private static final int COUNTED_AT_MOST = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * What waits for the sealer.
   *
   * @param entries committed entries without a link, counted up to 10 000
   * @param oldestSeconds the age of the oldest, 0 if there is none
   */
  public record Lag(long entries, long oldestSeconds) {}

  /** Looks where the sealer looks. */
  public Lag look() {
    Row row =
        Sql.row(
                entities,
                """
                select count(*), coalesce(cast(extract(epoch from now() - min(at)) as bigint), 0)
                  from (select e.at from audit_entries e
                         where e.at >= coalesce(
                                 (select entry_at - make_interval(mins => ?1) from audit_chain
                                   order by sequence desc limit 1), '-infinity')
                           and not exists (select 1 from audit_chain c where c.entry_id = e.id)
                         order by e.at limit ?2) as waiting
                """,
                AuditChain.LOOK_BACK_MINUTES,
                COUNTED_AT_MOST)
            .orElseThrow();
    return new Lag(row.number(0), row.number(1));
  }
}
