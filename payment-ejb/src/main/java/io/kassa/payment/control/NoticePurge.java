package io.kassa.payment.control;

import io.kassa.schema.SchemaGate;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Forgets the ids of notices long after the last repetition of any provider; a copy that came even
 * later would find its order final. One node at a time does so: to lock rows would need the right
 * to change them.
 */
@Stateless
public class NoticePurge {
  private static final int KEPT_DAYS = 90;
  private static final int BATCH = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private SchemaGate gate;

  @Schedule(second = "15/30", minute = "*", hour = "*", persistent = false)
  void everyHalfMinute() {
    if (gate.isOpen()) {
      Sql.change(
          entities,
          """
          with turn as materialized (
            select pg_try_advisory_xact_lock(hashtext('kassa.channel_notices')) as mine
          )
          delete from channel_notices where ctid = any (array (
            select ctid from channel_notices
             where (select mine from turn) and received_at < now() - ?1 * interval '1 day'
             order by received_at limit ?2))
          """,
          KEPT_DAYS,
          BATCH);
    }
  }
}
