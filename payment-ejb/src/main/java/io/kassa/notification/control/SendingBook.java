package io.kassa.notification.control;

import io.kassa.channel.control.TimeScale;
import io.kassa.node.NodeId;
import io.kassa.node.Nodes;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Leases deliveries to a node and notes what became of them; many at a time. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SendingBook {
  /** Until a delivery without an answer is sent again; longer than a sending may take. */
  static final int LEASE_SECONDS = 30;

  /** How many deliveries a node sends to one endpoint at a time: the bulkhead. */
  static final int MOST_PER_ENDPOINT = 16;

  /** After so many failures in a row an endpoint is left alone for a while: the breaker. */
  static final int FAILURES_BEFORE_PAUSE = 5;

  private static final int FIRST_PAUSE_SECONDS = 10;
  private static final int LONGEST_PAUSE_SECONDS = 300;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Inject private TimeScale scale;
  @Inject private NodeId node;

  /**
   * Takes what is due, the oldest of each endpoint first. No endpoint gets more than its share, one
   * that failed last gets a single try, and one that is paused none; so none takes the place of
   * another.
   *
   * @param busy how many this node is sending, by endpoint
   */
  public List<DueDelivery> lease(Map<UUID, Integer> busy, int limit) {
    String places =
        busy.entrySet().stream()
            .map(entry -> entry.getKey() + "/" + entry.getValue())
            .collect(Collectors.joining(","));
    return Sql.rows(
            entities,
            """
            with busy as (
              select cast(split_part(place, '/', 1) as uuid) as id,
                     cast(split_part(place, '/', 2) as integer) as taken
                from unnest(string_to_array(?1, ',')) as place
            ), open as (
              select e.id, case when e.failures > 0 then 1 else ?2 end - coalesce(b.taken, 0) as free
                from webhook_endpoints e left join busy b on b.id = e.id
               where e.enabled and (e.resume_at is null or e.resume_at <= now())
            ), due as (
              select d.merchant_id, d.id
                from open o cross join lateral (
                  select w.merchant_id, w.id from webhook_deliveries w
                   where w.endpoint_id = o.id and w.due_at <= now()
                   order by w.due_at limit greatest(o.free, 0) for update skip locked) d
               limit ?3
            )
            update webhook_deliveries w
               set due_at = now() + ?4 * interval '1 second', attempts = w.attempts + 1,
                   leased_by = ?5
              from due, webhook_endpoints e, merchants m
             where w.merchant_id = due.merchant_id and w.id = due.id
               and e.merchant_id = w.merchant_id and e.id = w.endpoint_id and m.id = w.merchant_id
            returning w.merchant_id, w.id, w.endpoint_id, w.event_id, w.payment_id, w.object_id,
                      w.type, w.sequence, w.late, w.event_at, w.attempts, w.tries + 1, e.url,
                      e.sealed_secret,
                      case when e.previous_until > now() then e.sealed_previous_secret end,
                      m.mode = 'TEST', w.trace
            """,
            places,
            MOST_PER_ENDPOINT,
            limit,
            LEASE_SECONDS,
            node.id())
        .stream()
        .map(SendingBook::due)
        .toList();
  }

  /**
   * Makes due what nodes without a heartbeat for {@value Nodes#GONE_SECONDS} s were posting. What
   * was leased since is left: a node that just began has no heartbeat yet.
   *
   * @return how many deliveries that were
   */
  public int takeOver() {
    return Sql.change(
        entities,
        """
        update webhook_deliveries set due_at = now(), leased_by = null
         where ctid = any (array (
           select w.ctid from webhook_deliveries w
            where w.leased_by is not null and w.status = 'PENDING'
              and w.due_at <= now() + (?1 - ?2) * interval '1 second'
              and not exists (select 1 from nodes n
                               where n.id = w.leased_by
                                 and n.heartbeat_at > now() - ?2 * interval '1 second')
              for update of w skip locked))
        """,
        LEASE_SECONDS,
        Nodes.GONE_SECONDS);
  }

  private static DueDelivery due(Row row) {
    return new DueDelivery(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        row.uuid(3),
        row.uuid(4),
        row.uuid(5),
        row.text(6),
        row.isNull(7) ? null : Math.toIntExact(row.number(7)),
        row.flag(8),
        row.time(9),
        Math.toIntExact(row.number(10)),
        Math.toIntExact(row.number(11)),
        row.text(12),
        Bytes.of(row.bytes(13)),
        Bytes.of(row.bytes(14)),
        row.flag(15),
        Trace.of(row.text(16), row.uuid(4)));
  }

  /** Notes results: each attempt, what becomes of its delivery, and how the endpoints are. */
  public void record(List<DeliveryResult> results) {
    Sql.change(
        entities,
        """
        with result as (
          select * from json_to_recordset(cast(?1 as json)) as r
            (merchant_id uuid, id uuid, number integer, started_at timestamptz, millis integer,
             status integer, failure text, answer text, taken boolean, pause double precision)
        ), noted as (
          insert into webhook_attempts
            (merchant_id, delivery_id, number, started_at, duration_millis, status, failure, answer)
          select merchant_id, id, number, started_at, millis, status, failure, answer from result
          on conflict (merchant_id, delivery_id, number) do nothing
        )
        update webhook_deliveries w
           set status = case when r.taken then 'DELIVERED'
                             when now() + r.pause * interval '1 second' > w.give_up_at then 'PARKED'
                             else 'PENDING' end,
               due_at = case when not r.taken
                              and now() + r.pause * interval '1 second' <= w.give_up_at
                             then now() + r.pause * interval '1 second' end,
               ended_at = case when r.taken
                                or now() + r.pause * interval '1 second' > w.give_up_at
                               then now() end,
               tries = w.tries + 1, leased_by = null
          from result r
         where w.merchant_id = r.merchant_id and w.id = r.id and w.attempts = r.number
           and w.status = 'PENDING'
        """,
        json(results));
    Map<UUID, DeliveryResult> last = new LinkedHashMap<>();
    results.forEach(result -> last.put(result.delivery().endpointId(), result));
    last.forEach((endpoint, result) -> judge(endpoint, result, failures(endpoint, results)));
  }

  private static long failures(UUID endpoint, List<DeliveryResult> results) {
    return results.stream()
        .filter(result -> result.delivery().endpointId().equals(endpoint))
        .filter(result -> !result.answer().isTaken())
        .count();
  }

  private void judge(UUID endpointId, DeliveryResult last, long failures) {
    UUID merchantId = last.delivery().merchantId();
    if (last.answer().isTaken()) {
      Sql.change(
          entities,
          """
          update webhook_endpoints set failures = 0, failing_since = null, resume_at = null
           where merchant_id = ?1 and id = ?2 and failures > 0
          """,
          merchantId,
          endpointId);
      return;
    }
    Sql.change(
        entities,
        """
        update webhook_endpoints
           set failures = failures + ?3, failing_since = coalesce(failing_since, now()),
               resume_at = case when failures + ?3 >= ?4
                                then now() + ?7 * interval '1 second'
                                     * least(?6, ?5 * power(2, least(failures + ?3 - ?4, 10))) end
         where merchant_id = ?1 and id = ?2
        """,
        merchantId,
        endpointId,
        failures,
        FAILURES_BEFORE_PAUSE,
        FIRST_PAUSE_SECONDS,
        LONGEST_PAUSE_SECONDS,
        scale.factor(last.delivery().test()));
  }

  private String json(List<DeliveryResult> results) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (DeliveryResult result : results) {
      DueDelivery delivery = result.delivery();
      Duration pause =
          scale.scaled(
              RetryPauses.after(delivery.tries(), ThreadLocalRandom.current()), delivery.test());
      JsonObjectBuilder one =
          Json.createObjectBuilder()
              .add("merchant_id", delivery.merchantId().toString())
              .add("id", delivery.id().toString())
              .add("number", delivery.attempt())
              .add("started_at", result.startedAt().toString())
              .add("millis", result.millis())
              .add("taken", result.answer().isTaken())
              .add("pause", pause.toMillis() / 1e3);
      if (result.answer().status() != null) {
        one.add("status", result.answer().status()).add("answer", result.answer().text());
      } else {
        one.add("failure", result.answer().failure());
      }
      array.add(one);
    }
    return array.build().toString();
  }
}
