package io.kassa.outbox;

import io.kassa.node.Nodes;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The outbox table: leased by the relay, closed by receipts, parked when a consumer keeps failing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outbox {
  /** How long a relay may take between leasing a batch and marking it sent. */
  static final int LEASE_SECONDS = Nodes.GONE_SECONDS;

  /**
   * How long a sent message may stay without receipt before it is sent again; doubles each time.
   */
  static final int RESEND_SECONDS = 60;

  /** After how many failures of its consumer a notice is dead until an operator replays it. */
  static final int MOST_FAILURES = 6;

  /** After how long a notice is told again that an outage, not its consumer, held up. */
  static final int POSTPONE_SECONDS = 10;

  /** The first pause before a consumer's counterpart is tried again, and the longest. */
  static final int FIRST_PAUSE_SECONDS = 10;

  static final int LONGEST_PAUSE_SECONDS = 3_600;

  /** Stands where a relay's name stands while a consumer works on a notice. */
  private static final String CLAIMED = "consumer";

  private static final int MOST_ERROR_CHARS = 500;
  private static final int MOST_DOUBLINGS = 6;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Leases what is due, oldest first. Other nodes skip the rows and take others; at most {@code
   * window} notices of a consumer are on their way without receipt, so that sending again never
   * makes a backlog grow. Nothing while an operator holds the consumer's relay: the pause is read
   * by this very statement, so no event that commits after a pause is leased under it.
   */
  public List<Notice> lease(String consumer, String node, int batch, int window) {
    return Sql.rows(
            entities,
            """
            with room as (
              select least(?3, ?4 - count(*)) as free from (
                select 1 from outbox
                 where consumer = ?1 and sent_at is not null and dead_at is null and due_at > now()
                 limit ?4) as sent
            ), due as (
              select ctid from outbox
               where consumer = ?1 and dead_at is null and due_at <= now()
                 and not exists (select 1 from relay_pauses where consumer = ?1)
               order by due_at limit greatest(0, (select free from room))
               for update skip locked
            )
            update outbox set due_at = now() + ?5 * interval '1 second', leased_by = ?2
             where ctid = any (array (select ctid from due))
            returning event_id, type, merchant_id, payment_id, object_id, trace
            """,
            consumer,
            node,
            batch,
            window,
            LEASE_SECONDS)
        .stream()
        .map(
            row ->
                new Notice(
                    row.uuid(0),
                    row.text(1),
                    row.uuid(2),
                    row.uuid(3),
                    row.uuid(4),
                    Trace.of(row.text(5), row.uuid(3))))
        .toList();
  }

  /**
   * Notes that the node's broker has the notices; they are due again only if no receipt comes, or
   * if the node is gone. One whose consumer was faster and failed already keeps its own backoff: it
   * is not leased any more.
   */
  public void markSent(String consumer, String node, Collection<Notice> notices) {
    Sql.change(
        entities,
        """
        update outbox
           set sent_at = now(), sends = sends + 1,
               due_at = now() + ?3 * power(2, least(sends, ?4)) * interval '1 second'
         where consumer = ?1 and leased_by = ?5 and event_id = any (cast(string_to_array(?2, ',') as uuid[]))
        """,
        consumer,
        notices.stream().map(n -> n.eventId().toString()).collect(Collectors.joining(",")),
        RESEND_SECONDS,
        MOST_DOUBLINGS,
        node);
  }

  /**
   * Makes due what nodes hold that have had no heartbeat for {@value Nodes#GONE_SECONDS} s: what
   * they leased, and what lies in their brokers. A node that comes back finds its messages again,
   * and their receipts.
   *
   * @return how many notices that were
   */
  public int takeOver() {
    return Sql.change(
        entities,
        """
        update outbox set due_at = now(), sent_at = null, leased_by = null
         where ctid = any (array (
           select ctid from outbox
            where dead_at is null
              and leased_by = any (array (
                select cast(id as text) from nodes
                 where heartbeat_at < now() - ?1 * interval '1 second'))
              for update skip locked))
        """,
        Nodes.GONE_SECONDS);
  }

  /** The same for a node that stops in order. */
  public void giveBack(UUID node) {
    Sql.change(
        entities,
        """
        update outbox set due_at = now(), sent_at = null, leased_by = null
         where ctid = any (array (
           select ctid from outbox
            where leased_by = ?1 and dead_at is null for update skip locked))
        """,
        node.toString());
  }

  /** Promises a consumer to tell it of an event, in the transaction that makes the event true. */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void tell(String consumer, Notice notice) {
    Sql.change(
        entities,
        """
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, trace)
        values (?1, ?2, ?3, ?4, ?5, ?6, now(), now(), ?7)
        """,
        notice.eventId(),
        consumer,
        notice.merchantId(),
        notice.paymentId(),
        notice.objectId(),
        notice.type(),
        notice.trace().text());
  }

  /**
   * Takes a notice for an effect that no transaction can undo, so that other copies of it, on this
   * node and others, are not followed meanwhile. It is due again when the claim is over: then
   * whoever held it is gone.
   *
   * @return false if the notice is closed, dead or claimed by another
   */
  public boolean claim(UUID eventId, String consumer, Duration atMost) {
    return Sql.change(
            entities,
            """
            update outbox
               set leased_by = ?3, sent_at = coalesce(sent_at, now()),
                   due_at = now() + ?4 * interval '1 second'
             where event_id = ?1 and consumer = ?2 and dead_at is null
               and (leased_by is distinct from ?3 or due_at <= now())
            """,
            eventId,
            consumer,
            CLAIMED,
            atMost.toSeconds())
        == 1;
  }

  /**
   * Closes a notice in the transaction of its effect.
   *
   * @return false if it was closed before: the effect is there already and must not happen again
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public boolean receive(UUID eventId, String consumer, UUID merchantId) {
    return Sql.row(
            entities,
            """
            with closed as (
              delete from outbox where event_id = ?1 and consumer = ?2
            ), received as (
              insert into receipts (event_id, consumer, merchant_id, received_at)
              values (?1, ?2, ?3, now()) on conflict (event_id, consumer) do nothing
              returning 1
            )
            select count(*) from received
            """,
            eventId,
            consumer,
            merchantId)
        .filter(row -> row.number(0) == 1)
        .isPresent();
  }

  /** Whether a notice was closed. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public boolean isReceived(UUID eventId, String consumer) {
    return Sql.row(
            entities,
            "select 1 from receipts where event_id = ?1 and consumer = ?2",
            eventId,
            consumer)
        .isPresent();
  }

  /**
   * Notes that a consumer failed; it is told again after a backoff, at most {@value #MOST_FAILURES}
   * times.
   *
   * @param error what went wrong, nothing secret
   * @return whether that was the last time: the notice is dead
   */
  public boolean failed(UUID eventId, String consumer, String error) {
    return Sql.row(
            entities,
            """
            update outbox
               set failures = failures + 1, last_error = ?3, sent_at = null, leased_by = null,
                   due_at = now() + power(2, least(failures, ?5)) * interval '1 second',
                   dead_at = case when failures + 1 >= ?4 then now() end
             where event_id = ?1 and consumer = ?2 and dead_at is null
            returning dead_at is not null
            """,
            eventId,
            consumer,
            shortened(error),
            MOST_FAILURES,
            MOST_DOUBLINGS)
        .map(row -> row.flag(0))
        .orElse(false);
  }

  /**
   * Notes that a notice could not be followed for no fault of its own. It is told again after
   * {@value #POSTPONE_SECONDS} seconds, as often as it takes: an outage makes no notice dead.
   *
   * @param error what went wrong, nothing secret
   */
  public void postpone(UUID eventId, String consumer, String error) {
    Sql.change(
        entities,
        """
        update outbox
           set last_error = ?3, sent_at = null, leased_by = null,
               due_at = now() + ?4 * interval '1 second'
         where event_id = ?1 and consumer = ?2 and dead_at is null
        """,
        eventId,
        consumer,
        shortened(error),
        POSTPONE_SECONDS);
  }

  /**
   * Notes that a consumer's counterpart outside of Kassa did not serve. It is tried again after a
   * pause that doubles from {@value #FIRST_PAUSE_SECONDS} seconds up to an hour.
   *
   * @param error what went wrong, nothing secret
   * @param mostTries how often at most, with the first one
   * @return whether that was the last time: the notice is dead
   */
  public boolean tryLater(UUID eventId, String consumer, String error, int mostTries) {
    return Sql.row(
            entities,
            """
            update outbox
               set failures = failures + 1, last_error = ?3, sent_at = null, leased_by = null,
                   due_at = now() + least(?4, ?5 * power(2, least(failures, 20)))
                                    * interval '1 second',
                   dead_at = case when failures + 1 >= ?6 then now() end
             where event_id = ?1 and consumer = ?2 and dead_at is null
            returning dead_at is not null
            """,
            eventId,
            consumer,
            shortened(error),
            LONGEST_PAUSE_SECONDS,
            FIRST_PAUSE_SECONDS,
            mostTries)
        .map(row -> row.flag(0))
        .orElse(false);
  }

  private static String shortened(String error) {
    return error.length() > MOST_ERROR_CHARS ? error.substring(0, MOST_ERROR_CHARS) : error;
  }

  /** Makes dead notices due again; false if there is no such dead notice. */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public boolean revive(UUID eventId) {
    return Sql.change(
            entities,
            """
            update outbox set dead_at = null, failures = 0, due_at = now()
             where event_id = ?1 and dead_at is not null
            """,
            eventId)
        > 0;
  }
}
