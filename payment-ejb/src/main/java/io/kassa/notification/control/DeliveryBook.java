package io.kassa.notification.control;

import io.kassa.notification.entity.Attempt;
import io.kassa.notification.entity.Delivery;
import io.kassa.notification.entity.DeliveryStatus;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people see of deliveries and do with them, and what becomes of old ones. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class DeliveryBook {
  /** How long a delivery that ended is kept at least. */
  static final int KEPT_DAYS = 30;

  private static final int BATCH = 1_000;

  private static final String SELECT =
      """
      select d.merchant_id, d.id, d.endpoint_id, d.event_id, d.payment_id, d.type, d.status,
             d.attempts, d.due_at, d.created_at, d.ended_at
        from webhook_deliveries d
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * What is listed.
   *
   * @param endpointId null for all
   * @param status null for all
   * @param createdBefore with {@code before}, after which one the page starts; null for the first
   */
  public record Search(
      UUID merchantId,
      UUID endpointId,
      DeliveryStatus status,
      Instant createdBefore,
      UUID before,
      int limit) {}

  /** A page of a merchant's deliveries, newest first. */
  public List<Delivery> page(Search search) {
    return Sql.rows(
            entities,
            SELECT
                + """
                 where d.merchant_id = ?1
                   and (cast(?2 as uuid) is null or d.endpoint_id = cast(?2 as uuid))
                   and (cast(?3 as text) is null or d.status = cast(?3 as text))
                   and (cast(?4 as timestamptz) is null
                        or (d.created_at, d.id) < (cast(?4 as timestamptz), cast(?5 as uuid)))
                 order by d.created_at desc, d.id desc limit ?6
                """,
            search.merchantId(),
            search.endpointId(),
            search.status() == null ? null : search.status().name(),
            search.createdBefore(),
            search.before(),
            search.limit())
        .stream()
        .map(DeliveryBook::delivery)
        .toList();
  }

  /** A delivery by its id alone. */
  public Optional<Delivery> find(UUID id) {
    return Sql.row(entities, SELECT + " where d.id = ?1", id).map(DeliveryBook::delivery);
  }

  /** Its attempts, oldest first; a delivery has a few dozen at most. */
  public List<Attempt> attempts(Delivery delivery) {
    return Sql.rows(
            entities,
            """
            select number, started_at, duration_millis, status, failure, answer
              from webhook_attempts where merchant_id = ?1 and delivery_id = ?2
             order by number limit 1000
            """,
            delivery.merchantId(),
            delivery.id())
        .stream()
        .map(
            row ->
                new Attempt(
                    Math.toIntExact(row.number(0)),
                    row.time(1),
                    Math.toIntExact(row.number(2)),
                    row.isNull(3) ? null : Math.toIntExact(row.number(3)),
                    row.text(4),
                    row.text(5)))
        .toList();
  }

  /** Makes a delivery due at once, with all its tries before it, and wakes its endpoint. */
  public void retry(Delivery delivery) {
    Sql.change(
        entities,
        """
        update webhook_deliveries
           set status = 'PENDING', tries = 0, due_at = now(), ended_at = null,
               give_up_at = now() + ?3 * interval '1 second'
         where merchant_id = ?1 and id = ?2
        """,
        delivery.merchantId(),
        delivery.id(),
        RetryPauses.GIVEN_UP_AFTER.toSeconds());
    wake(delivery.merchantId(), delivery.endpointId());
  }

  /** Makes parked deliveries of an endpoint due at once; how many, at most so many. */
  public int retryParked(UUID merchantId, UUID endpointId, int most) {
    int retried =
        Sql.change(
            entities,
            """
            with parked as (
              select ctid from webhook_deliveries
               where merchant_id = ?1 and endpoint_id = ?2 and status = 'PARKED'
               limit ?3 for update skip locked
            )
            update webhook_deliveries
               set status = 'PENDING', tries = 0, due_at = now(), ended_at = null,
                   give_up_at = now() + ?4 * interval '1 second'
             where ctid = any (array (select ctid from parked))
            """,
            merchantId,
            endpointId,
            most,
            RetryPauses.GIVEN_UP_AFTER.toSeconds());
    wake(merchantId, endpointId);
    return retried;
  }

  private void wake(UUID merchantId, UUID endpointId) {
    Sql.change(
        entities,
        "update webhook_endpoints set resume_at = null where merchant_id = ?1 and id = ?2",
        merchantId,
        endpointId);
  }

  /**
   * Parks what nobody took for days, or what an endpoint that is gone or disabled for failing would
   * never take; how many.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int park() {
    return Sql.change(
        entities,
        """
        with given_up as (
          select ctid from webhook_deliveries
           where due_at is not null and give_up_at <= now()
           limit ?1 for update skip locked
        ), unwanted as (
          select d.ctid
            from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
           where d.due_at is not null and not e.enabled
             and (e.deleted_at is not null or e.disabled_reason = 'failing')
           limit ?1 for update of d skip locked
        )
        update webhook_deliveries set status = 'PARKED', due_at = null, ended_at = now()
         where ctid = any (array (select ctid from given_up union all select ctid from unwanted))
        """,
        BATCH);
  }

  /** Forgets a batch of those that ended long ago, on one node at a time; how many. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int forget() {
    return Sql.change(
        entities,
        """
        with turn as materialized (
          select pg_try_advisory_xact_lock(hashtext('kassa.webhook_deliveries')) as mine
        ), old as materialized (
          select ctid, merchant_id, id from webhook_deliveries
           where (select mine from turn) and ended_at < now() - ?1 * interval '1 day'
           order by ended_at limit ?2
        ), attempts as (
          delete from webhook_attempts where ctid = any (array (
            select a.ctid from old cross join lateral (
              select ctid from webhook_attempts
               where merchant_id = old.merchant_id and delivery_id = old.id offset 0) a))
        )
        delete from webhook_deliveries where ctid = any (array (select ctid from old))
        """,
        KEPT_DAYS,
        BATCH);
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        row.uuid(3),
        row.uuid(4),
        row.text(5),
        DeliveryStatus.valueOf(row.text(6)),
        Math.toIntExact(row.number(7)),
        row.time(8),
        row.time(9),
        row.time(10));
  }
}
