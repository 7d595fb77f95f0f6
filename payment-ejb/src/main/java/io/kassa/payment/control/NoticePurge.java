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
 * later would find its order final.
 */
@Stateless
public class NoticePurge {
  private static final int KEPT_DAYS = 90;
  private static final int BATCH = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private SchemaGate gate;

  @Schedule(minute = "*/10", hour = "*", persistent = false)
  void everyTenMinutes() {
    if (gate.isOpen()) {
      Sql.change(
          entities,
          """
          delete from channel_notices
           where (merchant_id, configuration_id, notice_id) in (
             select merchant_id, configuration_id, notice_id from channel_notices
              where received_at < now() - ?1 * interval '1 day'
              order by received_at limit ?2 for update skip locked)
          """,
          KEPT_DAYS,
          BATCH);
    }
  }
}
