package io.kassa.payment.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.channel.ChannelName;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.Scene;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import io.kassa.payment.entity.PaymentState;
import io.kassa.storage.Bytes;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Attempts on channels outside the database: claimed before the channel is called, read again when
 * it is asked. What a channel said is written by {@link OutcomeBook}.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AttemptBook {
  /** How often a payment may be tried in all. */
  static final int MOST_ATTEMPTS = 20;

  /** After that time a call to a channel is over for certain, whether we saw its end or not. */
  static final int CALL_OVER_SECONDS = 20;

  private static final int FIRST_ASK_SECONDS = 5;
  private static final int LONGEST_PAUSE_SECONDS = 3_600;

  /** How soon after its last ask an attempt may be asked about for a phone that waits. */
  private static final int EARLY_SECONDS = 2;

  private static final String SELECT =
      """
      select a.merchant_id, a.payment_id, a.id, a.channel, a.scene, a.status, a.configuration_id,
             a.next_action, a.sealed_payer, a.provider_transaction_id, a.amount_minor, p.currency,
             p.order_id, p.description, a.test, a.created_at, p.expires_at,
             a.started_at, a.asks, p.status, clock_timestamp()
        from attempts a
        join payments p on p.merchant_id = a.merchant_id and p.id = a.payment_id
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * An attempt to claim.
   *
   * @param sealedPayer null if the channel needs nothing
   * @param invoiceRequested whether the phone asks for an invoice
   * @param sealedBuyer whom the invoice names; null leaves what the merchant gave
   */
  public record Claim(
      AttemptRef ref,
      ChannelName channel,
      Scene scene,
      UUID configurationId,
      Bytes sealedPayer,
      boolean invoiceRequested,
      Bytes sealedBuyer) {}

  /**
   * Claims a payment that waits for a confirmation, before its channel is called. False if it does
   * not wait any more, its time is over, or it was tried too often: nothing changed then.
   */
  public boolean claim(Claim claim) {
    return Sql.row(
            entities,
            """
            with claimed as (
              update payments
                 set status = 'PROCESSING',
                     invoice_status = case when ?4 and invoice_status = 'NONE' then 'PENDING'
                                           else invoice_status end,
                     sealed_buyer = coalesce(cast(?5 as bytea), sealed_buyer)
               where merchant_id = ?1 and id = ?2
                 and status = 'REQUIRES_CONFIRMATION' and expires_at > clock_timestamp()
                 and (select count(*) from attempts where merchant_id = ?1 and payment_id = ?2) < ?6
              returning merchant_id, id, amount_minor, test, expires_at
            )
            insert into attempts
              (merchant_id, payment_id, id, channel, scene, status, amount_minor, test,
               configuration_id, sealed_payer, expires_at, created_at, started_at, due_at)
            select merchant_id, id, ?3, ?7, ?8, 'PENDING', amount_minor, test, ?9,
                   cast(?10 as bytea), expires_at, now(), now(), now() + ?11 * interval '1 second'
              from claimed
            returning id
            """,
            claim.ref().merchantId(),
            claim.ref().paymentId(),
            claim.ref().id(),
            claim.invoiceRequested(),
            Bytes.array(claim.sealedBuyer()),
            MOST_ATTEMPTS,
            claim.channel().name(),
            claim.scene().name(),
            claim.configurationId(),
            Bytes.array(claim.sealedPayer()),
            CALL_OVER_SECONDS)
        .isPresent();
  }

  /** How often a payment was tried so far. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public long count(UUID merchantId, UUID paymentId) {
    return Sql.row(
            entities,
            "select count(*) from attempts where merchant_id = ?1 and payment_id = ?2",
            merchantId,
            paymentId)
        .orElseThrow()
        .number(0);
  }

  /** Whether its channel gave back what was paid while it closed the attempt. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public boolean isGivenBack(AttemptRef ref) {
    return Sql.row(
            entities,
            """
            select 1 from attempts
             where merchant_id = ?1 and payment_id = ?2 and id = ?3
               and reason = ?4
            """,
            ref.merchantId(),
            ref.paymentId(),
            ref.id(),
            ChannelOutcome.Closed.GIVEN_BACK)
        .isPresent();
  }

  /**
   * Takes the right to call the channel about an open attempt's order, of which it is not known
   * what the phone does next: to send it once more, or to end it. False if it is known by now, or
   * if another call may still be under way; so nobody ends an order that somebody sends.
   */
  public boolean takeCall(AttemptRef ref) {
    return Sql.change(
            entities,
            """
            update attempts
               set started_at = now(), status = 'PENDING',
                   due_at = now() + ?4 * interval '1 second'
             where merchant_id = ?1 and payment_id = ?2 and id = ?3 and next_action is null
               and (status = 'UNKNOWN'
                    or status = 'PENDING' and started_at < now() - ?4 * interval '1 second')
            """,
            ref.merchantId(),
            ref.paymentId(),
            ref.id(),
            CALL_OVER_SECONDS)
        == 1;
  }

  /** One attempt. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Attempt> find(AttemptRef ref) {
    return one(
        " where a.merchant_id = ?1 and a.payment_id = ?2 and a.id = ?3",
        ref.merchantId(),
        ref.paymentId(),
        ref.id());
  }

  /** The attempt with this order number at a provider, if this configuration made it. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Attempt> findByOrder(UUID merchantId, UUID configurationId, UUID id) {
    return one(
        """
         where a.merchant_id = ?1 and a.id = ?2 and a.channel <> 'BALANCE'
           and a.configuration_id = ?3
        """,
        merchantId,
        id,
        configurationId);
  }

  /** The attempt of a payment that a channel may still report money for. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Attempt> open(UUID merchantId, UUID paymentId) {
    return one(
        """
         where a.merchant_id = ?1 and a.payment_id = ?2 and a.status in ('PENDING', 'UNKNOWN')
        """,
        merchantId,
        paymentId);
  }

  /** All of a payment's attempts on channels, oldest first. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<Attempt> of(UUID merchantId, UUID paymentId) {
    return read(
        " where a.merchant_id = ?1 and a.payment_id = ?2 and a.channel <> 'BALANCE' order by a.id",
        merchantId,
        paymentId);
  }

  /**
   * Leases the attempts about which it is time to ask. Each is due again after a pause that doubles
   * from {@value #FIRST_ASK_SECONDS} s to an hour, and when its payment's time is over; several
   * nodes may do so at once, each takes others.
   *
   * @param testScale factor for the pauses of test merchants
   */
  public List<AttemptRef> leaseDue(int limit, double testScale) {
    return Sql.rows(
            entities,
            """
            with due as (
              select merchant_id, payment_id, id from attempts
               where due_at <= now() order by due_at limit ?1 for update skip locked
            )
            update attempts a
               set asks = a.asks + 1, asked_at = now(),
                   due_at = least(
                     now() + least(?3, ?4 * power(2, least(a.asks, 20)))
                             * (case when a.test then cast(?2 as double precision) else 1 end)
                             * interval '1 second',
                     case when a.expires_at > now() then a.expires_at + interval '1 second' end)
              from due
             where a.merchant_id = due.merchant_id and a.payment_id = due.payment_id
               and a.id = due.id
            returning a.merchant_id, a.payment_id, a.id
            """,
            limit,
            testScale,
            LONGEST_PAUSE_SECONDS,
            FIRST_ASK_SECONDS)
        .stream()
        .map(row -> new AttemptRef(row.uuid(0), row.uuid(1), row.uuid(2)))
        .toList();
  }

  /**
   * Lets the sweeper ask about a payment's open attempt now, because somebody waits for it. It does
   * not count as one of the sweeper's own asks. Part of the caller's transaction, so that nobody
   * waits for a second connection while holding one.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void askEarly(UUID merchantId, UUID paymentId) {
    Sql.change(
        entities,
        """
        update attempts set due_at = now(), asks = greatest(asks - 1, 0)
         where merchant_id = ?1 and payment_id = ?2 and status in ('PENDING', 'UNKNOWN')
           and due_at > now() + interval '1 second'
           and coalesce(asked_at, created_at) < now() - ?3 * interval '1 second'
        """,
        merchantId,
        paymentId,
        EARLY_SECONDS);
  }

  /** The id of an attempt that does not exist yet. */
  static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private Optional<Attempt> one(String where, Object... parameters) {
    return read(where, parameters).stream().findFirst();
  }

  private List<Attempt> read(String where, Object... parameters) {
    return Sql.rows(entities, SELECT + where, parameters).stream()
        .map(AttemptBook::attempt)
        .toList();
  }

  private static Attempt attempt(Row row) {
    return new Attempt(
        new AttemptRef(row.uuid(0), row.uuid(1), row.uuid(2)),
        ChannelName.valueOf(row.text(3)),
        row.isNull(4) ? null : Scene.valueOf(row.text(4)),
        AttemptState.valueOf(row.text(5)),
        row.uuid(6),
        row.text(7),
        Bytes.of(row.bytes(8)),
        row.text(9),
        row.number(10),
        row.text(11),
        row.text(12),
        row.text(13),
        row.flag(14),
        row.time(15),
        row.time(16),
        row.time(17),
        (int) row.number(18),
        PaymentState.valueOf(row.text(19)),
        row.time(20));
  }
}
