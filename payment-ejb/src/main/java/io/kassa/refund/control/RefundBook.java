package io.kassa.refund.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.refund.entity.Refund;
import io.kassa.refund.entity.RefundCause;
import io.kassa.refund.entity.RefundState;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of refunds. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RefundBook {
  private static final int FIRST_PAUSE_SECONDS = 5;
  private static final int LONGEST_PAUSE_SECONDS = 3_600;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private IncidentBook incidents;

  /** Money that nobody expected; its attempt has taken it. */
  public record Surplus(
      UUID merchantId,
      UUID paymentId,
      UUID attemptId,
      long amountMinor,
      String currency,
      RefundCause cause,
      boolean test) {}

  /**
   * Writes in the caller's transaction that money goes back in full, out of suspense.
   *
   * @param suspense the ledger account where it stands
   * @param inTransit the one where it stands until the channel has done it
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void giveBack(Surplus surplus, UUID suspense, UUID inTransit) {
    Sql.rows(
        entities,
        """
        with refunded as (
          insert into refunds
            (merchant_id, id, payment_id, attempt_id, cause, status, amount_minor, currency, test,
             created_at, due_at)
          values (?1, ?2, ?3, ?4, ?5, 'PENDING', ?6, ?7, ?8, now(), now())
          returning merchant_id, id, payment_id, amount_minor, currency
        )
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        select merchant_id, id, 1, 'REFUND', payment_id, ?9, ?10, amount_minor, currency, now()
          from refunded
        returning transaction_id
        """,
        surplus.merchantId(),
        UuidCreator.getTimeOrderedEpoch(),
        surplus.paymentId(),
        surplus.attemptId(),
        surplus.cause().name(),
        surplus.amountMinor(),
        surplus.currency(),
        surplus.test(),
        suspense,
        inTransit);
  }

  /** Leases refunds whose channel shall be asked; each is due again after a pause that doubles. */
  public List<Refund> leaseDue(int limit, double testScale) {
    List<Row> leased =
        Sql.rows(
            entities,
            """
            with due as (
              select merchant_id, id from refunds
               where due_at <= now() order by due_at limit ?1 for update skip locked
            )
            update refunds r
               set asks = r.asks + 1,
                   due_at = now() + least(?3, ?4 * power(2, least(r.asks, 20)))
                            * (case when r.test then cast(?2 as double precision) else 1 end)
                            * interval '1 second'
              from due
             where r.merchant_id = due.merchant_id and r.id = due.id
            returning r.merchant_id, r.id
            """,
            limit,
            testScale,
            LONGEST_PAUSE_SECONDS,
            FIRST_PAUSE_SECONDS);
    return leased.stream()
        .map(row -> find(row.uuid(0), row.uuid(1)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** One refund. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Refund> find(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            """
            select r.merchant_id, r.id, r.payment_id, r.attempt_id, r.cause, r.status,
                   r.amount_minor, r.currency, a.channel, a.configuration_id,
                   a.provider_transaction_id, a.amount_minor, r.test, r.started_at, r.asks
              from refunds r
              join attempts a on a.merchant_id = r.merchant_id and a.payment_id = r.payment_id
               and a.id = r.attempt_id
             where r.merchant_id = ?1 and r.id = ?2
            """,
            merchantId,
            id)
        .map(RefundBook::refund);
  }

  /** Notes that the channel is about to be asked to do it, before it is. */
  public void start(Refund refund) {
    Sql.change(
        entities,
        """
        update refunds set started_at = coalesce(started_at, now())
         where merchant_id = ?1 and id = ?2
        """,
        refund.merchantId(),
        refund.id());
  }

  /** Notes which notice told of a refund. */
  public void noticed(Refund refund, String noticeId) {
    Sql.change(
        entities,
        """
        insert into channel_notices
          (merchant_id, configuration_id, notice_id, refund_id, received_at)
        values (?1, ?2, ?3, ?4, now())
        on conflict (merchant_id, configuration_id, notice_id) do nothing
        """,
        refund.merchantId(),
        refund.configurationId(),
        noticeId,
        refund.id());
  }

  /** The channel gave the money back; again: nothing. */
  public void succeed(Refund refund, String providerRefundId, UUID inTransit, UUID clearing) {
    Sql.rows(
        entities,
        """
        with done as (
          update refunds
             set status = 'SUCCEEDED', provider_refund_id = ?3, ended_at = now(), due_at = null
           where merchant_id = ?1 and id = ?2 and status = 'PENDING'
          returning merchant_id, id, payment_id, amount_minor, currency
        ), told as (
          update payments p set event_sequence = p.event_sequence + 1
            from done where p.merchant_id = done.merchant_id and p.id = done.payment_id
          returning p.merchant_id, p.id, p.event_sequence
        ), recorded as (
          insert into events (merchant_id, id, payment_id, object_id, type, sequence, created_at)
          select merchant_id, ?6, id, ?2, 'refund.succeeded', event_sequence, now() from told
        )
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        select merchant_id, id, 2, 'REFUND', payment_id, ?4, ?5, amount_minor, currency, now()
          from done
        returning transaction_id
        """,
        refund.merchantId(),
        refund.id(),
        providerRefundId,
        inTransit,
        clearing,
        UuidCreator.getTimeOrderedEpoch());
  }

  /**
   * The channel will not do it: the money stands in suspense again and a person has to look.
   *
   * @param reason the channel's word
   */
  public void fail(Refund refund, String reason, UUID inTransit, UUID suspense) {
    int failed =
        Sql.rows(
                entities,
                """
                with failed as (
                  update refunds
                     set status = 'FAILED', reason = ?3, ended_at = now(), due_at = null
                   where merchant_id = ?1 and id = ?2 and status = 'PENDING'
                  returning merchant_id, id, payment_id, attempt_id, amount_minor, currency
                ), uncapped as (
                  update attempts a
                     set amount_refunded_minor = a.amount_refunded_minor - failed.amount_minor
                    from failed
                   where a.merchant_id = failed.merchant_id
                     and a.payment_id = failed.payment_id and a.id = failed.attempt_id
                )
                insert into postings
                  (merchant_id, transaction_id, line, transaction_type, reference_id,
                   debit_account, credit_account, amount_minor, currency, booked_at)
                select merchant_id, id, 2, 'REVERSAL', payment_id, ?4, ?5, amount_minor, currency,
                       now()
                  from failed
                returning transaction_id
                """,
                refund.merchantId(),
                refund.id(),
                reason,
                inTransit,
                suspense)
            .size();
    if (failed > 0) {
      incidents.report(IncidentKind.REFUND_FAILED, about(refund), reason);
    }
  }

  /** Tells a person that nobody knows what became of a refund; it is asked about all the same. */
  public void alarm(Refund refund, String reason) {
    incidents.report(IncidentKind.REFUND_UNKNOWN, about(refund), reason);
  }

  private static About about(Refund refund) {
    return new About(
        refund.merchantId(),
        refund.id().toString(),
        refund.paymentId(),
        refund.attemptId(),
        refund.configurationId());
  }

  private static Refund refund(Row row) {
    return new Refund(
        row.uuid(0),
        row.uuid(1),
        row.uuid(2),
        row.uuid(3),
        RefundCause.valueOf(row.text(4)),
        RefundState.valueOf(row.text(5)),
        row.number(6),
        row.text(7),
        ChannelName.valueOf(row.text(8)),
        row.uuid(9),
        row.text(10),
        row.number(11),
        row.flag(12),
        row.time(13),
        (int) row.number(14));
  }
}
