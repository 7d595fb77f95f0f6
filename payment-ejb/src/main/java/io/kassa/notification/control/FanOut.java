package io.kassa.notification.control;

import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Makes the deliveries of an event, one per endpoint that wants it, with the event's receipt. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FanOut {
  private static final String INSERT =
      """
      insert into webhook_deliveries
        (merchant_id, id, endpoint_id, event_id, payment_id, object_id, type, sequence, late,
         event_at, status, due_at, give_up_at, created_at, trace)
      select v.merchant_id, gen_random_uuid(), e.id, v.id, v.payment_id, v.object_id, v.type,
             v.sequence, v.late, v.created_at, 'PENDING', now(), now() + ?3 * interval '1 second',
             now(), ?4
        from events v
        join webhook_endpoints e
          on e.merchant_id = v.merchant_id and e.enabled
         and (e.event_types = '' or v.type = any (string_to_array(e.event_types, ' ')))
       where v.merchant_id = ?1 and v.id = ?2
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private Outbox outbox;

  /** Does nothing if it was done. */
  public void deliver(Notice notice) {
    if (!outbox.receive(notice.eventId(), Consumers.WEBHOOK, notice.merchantId())) {
      return;
    }
    if (notice.paymentId() == null) {
      Sql.change(
          entities,
          INSERT + " and v.payment_id is null on conflict (endpoint_id, event_id) do nothing",
          notice.merchantId(),
          notice.eventId(),
          RetryPauses.GIVEN_UP_AFTER.toSeconds(),
          Trace.current().text());
      return;
    }
    // the payment leads to the event by an index
    Sql.change(
        entities,
        INSERT + " and v.payment_id = ?5 on conflict (endpoint_id, event_id) do nothing",
        notice.merchantId(),
        notice.eventId(),
        RetryPauses.GIVEN_UP_AFTER.toSeconds(),
        Trace.current().text(),
        notice.paymentId());
  }
}
