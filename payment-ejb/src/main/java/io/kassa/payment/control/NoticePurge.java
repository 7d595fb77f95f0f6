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
          ), old as (
            select merchant_id, configuration_id, notice_id from channel_notices
             where (select mine from turn) and received_at < now() - ?1 * interval '1 day'
             order by received_at limit ?2
          )
          delete from channel_notices n using old
           where n.merchant_id = old.merchant_id and n.configuration_id = old.configuration_id
             and n.notice_id = old.notice_id
          """,
          KEPT_DAYS,
          BATCH);
    }
  }
}
