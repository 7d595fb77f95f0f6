package io.kassa.refund.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.outbox.Consumers;
import io.kassa.refund.entity.Refund;
import io.kassa.refund.entity.RefundCause;
import io.kassa.refund.entity.RefundState;
import io.kassa.refund.entity.Refundable;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sole writer of refunds. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RefundBook {
  private static final int FIRST_PAUSE_SECONDS = 5;
  private static final int LONGEST_PAUSE_SECONDS = 3_600;

  /** What a customer's account holds at most: a JSON number that every client reads exactly. */
  private static final long HIGHEST_BALANCE_MINOR = 9_007_199_254_740_991L;

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
   * What a merchant wants to give back.
   *
   * @param amountMinor null for all that is left
   * @param reason null for none
   */
  public record Wish(
      Refundable from,
      UUID id,
      String refundId,
      Long amountMinor,
      String reason,
      Bytes requestHash) {
    /** Leaves the reason out, which is free text. */
    @Override
    public String toString() {
      return "Wish[" + refundId + "]";
    }
  }

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
                   a.provider_transaction_id, a.amount_minor, r.test, r.started_at, r.asks,
                   r.reason
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

  /**
   * Reserves a merchant's refund in the caller's transaction: cap, refund and posting at once. It
   * is pending until its channel has done it; into a customer's account it is done at once.
   *
   * @param payable the ledger account that owes the merchant
   * @param inTransit where the money stands until the channel has done it
   * @return false if the refund id is taken or not so much is left; nothing is written then
   * @throws PaymentException ACCOUNT_NOT_OPEN if the customer's account is closed; LIMIT_EXCEEDED
   *     if its balance would pass 2^53-1
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public boolean reserve(Wish wish, UUID payable, UUID inTransit) {
    Refundable from = wish.from();
    List<Object> parameters =
        new ArrayList<>(
            Arrays.asList(
                from.merchantId(),
                from.paymentId(),
                wish.id(),
                from.attemptId(),
                wish.refundId(),
                (from.toAccount() ? RefundState.SUCCEEDED : RefundState.PENDING).name(),
                wish.amountMinor(),
                wish.reason(),
                Bytes.array(wish.requestHash()),
                payable));
    if (from.toAccount()) {
      parameters.addAll(
          List.of(
              from.accountId(),
              HIGHEST_BALANCE_MINOR,
              UuidCreator.getTimeOrderedEpoch(),
              Consumers.INVOICE));
      parameters.add(Trace.current().text());
    } else {
      parameters.add(inTransit);
    }
    String statement =
        from.toAccount() ? RefundStatements.GIVE_TO_ACCOUNT : RefundStatements.RESERVE_FOR_CHANNEL;
    Row written = Sql.row(entities, statement, parameters.toArray()).orElseThrow();
    if (written.number(0) == 0) {
      return false;
    }
    if (written.number(1) == 0) {
      throw new IllegalStateException("payment and attempt count other refunds than each other");
    }
    if (from.toAccount() && written.number(2) == 0) {
      throw written.text(3).equals("CLOSED")
          ? PaymentException.of(ErrorCode.ACCOUNT_NOT_OPEN, "The account is closed.")
          : PaymentException.of(ErrorCode.LIMIT_EXCEEDED, "The balance would grow too large.");
    }
    return true;
  }

  /** The channel gave the money back; again: nothing. */
  public void succeed(Refund refund, String providerRefundId, UUID inTransit, UUID clearing) {
    Sql.rows(
        entities,
        RefundStatements.SUCCEED,
        refund.merchantId(),
        refund.id(),
        providerRefundId,
        inTransit,
        clearing,
        UuidCreator.getTimeOrderedEpoch(),
        Consumers.INVOICE,
        Trace.current().text());
  }

  /**
   * The channel will not do it; again: nothing. The merchant's money is the merchant's again; what
   * was in suspense is there again, and a person has to look.
   *
   * @param reason the channel's word
   * @param origin the ledger account where the money stood before
   */
  public void fail(Refund refund, String reason, UUID inTransit, UUID origin) {
    int failed =
        Sql.rows(
                entities,
                RefundStatements.FAIL,
                refund.merchantId(),
                refund.paymentId(),
                refund.id(),
                reason,
                inTransit,
                origin,
                UuidCreator.getTimeOrderedEpoch(),
                Trace.current().text())
            .size();
    if (failed > 0 && refund.cause() != RefundCause.MERCHANT) {
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
        (int) row.number(14),
        row.text(15));
  }
}
