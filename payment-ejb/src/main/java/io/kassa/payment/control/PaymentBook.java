package io.kassa.payment.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Nonces;
import io.kassa.ledger.entity.FeeCharge;
import io.kassa.outbox.Consumers;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.OrderFacts;
import io.kassa.payment.entity.Payment;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sole writer of payments and attempts. Each move is one statement that names the state it
 * starts from and writes everything that belongs to it: state, money, posting, event, outbox. What
 * the database decided is its result; a loser of a race changed nothing and reads what the winner
 * did.
 *
 * <p>Locks are taken in the order payment, account. The database's clock decides about expiry.
 */
@Stateless
public class PaymentBook {
  private static final int MOST_DECLINES = 20;
  private static final int EXPIRY_BATCH = 500;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private Nonces nonces;

  /** A payment to write; see {@link Payment} for units and nullness. */
  public record NewPayment(
      UUID merchantId,
      String orderId,
      long amountMinor,
      String currency,
      String description,
      UUID accountId,
      String returnUrl,
      String metadata,
      String lines,
      Bytes sealedBuyer,
      InvoiceStatus invoiceStatus,
      boolean test,
      int keyVersion,
      Bytes requestHash,
      int expiresInSeconds) {
    /** Leaves out what may tell of a person, whoever prints it. */
    @Override
    public String toString() {
      return "NewPayment[" + orderId + "]";
    }
  }

  /** When a payment was written and until when it can be confirmed, by the database's clock. */
  public record Written(Instant createdAt, Instant expiresAt) {}

  /**
   * What is about to be recorded as the confirmation of a payment by its account.
   *
   * @param fee null if there is none
   */
  public record BalanceConfirmation(
      UUID attemptId,
      Instant confirmedAt,
      String number,
      String jws,
      boolean invoiceRequested,
      Bytes sealedBuyer,
      UUID payableAccount,
      FeeCharge fee) {}

  /**
   * A payment that can be confirmed by its account now.
   *
   * @param accountId null if the merchant named none
   * @param now what the database's clock shows in this transaction
   */
  public record Payable(OrderFacts order, UUID accountId, Instant now) {}

  /** A payment as it is now, and what the database's clock shows in this transaction. */
  public record Sighting(Payment payment, Instant now) {}

  /**
   * Writes a payment unless its order id is taken or its account is not the merchant's in that
   * currency; empty then, and the caller finds out which. A signed request's nonce is spent in the
   * same statement, whether or not the payment is written.
   *
   * @throws PaymentException UNAUTHORIZED if the nonce was spent before; nothing is written then
   */
  public Optional<Written> write(UUID id, NewPayment payment, Caller caller) {
    List<Object> values = creation(id, payment);
    if (!(caller instanceof Caller.Merchant merchant) || merchant.nonce() == null) {
      return Sql.row(entities, CreationStatement.PLAIN, values.toArray())
          .map(row -> new Written(row.time(0), row.time(1)));
    }
    values.add(merchant.nonce().createdAt());
    values.add(merchant.credentialId());
    values.add(merchant.nonce().value());
    Row row = Sql.row(entities, CreationStatement.SIGNED, values.toArray()).orElseThrow();
    nonces.spent(merchant.nonce(), row.number(0));
    return row.isNull(1) ? Optional.empty() : Optional.of(new Written(row.time(1), row.time(2)));
  }

  private static List<Object> creation(UUID id, NewPayment payment) {
    return new ArrayList<>(
        Arrays.asList(
            payment.merchantId(),
            id,
            payment.orderId(),
            payment.amountMinor(),
            payment.currency(),
            payment.description(),
            payment.accountId(),
            payment.returnUrl(),
            payment.metadata(),
            payment.lines(),
            Bytes.array(payment.sealedBuyer()),
            payment.invoiceStatus().name(),
            payment.test(),
            payment.keyVersion(),
            Bytes.array(payment.requestHash()),
            payment.expiresInSeconds()));
  }

  /** The payment of a merchant's order. */
  public Optional<Payment> byOrder(UUID merchantId, String orderId) {
    return entities
        .createNamedQuery("Payment.byOrder", Payment.class)
        .setParameter("merchantId", merchantId)
        .setParameter("orderId", orderId)
        .getResultStream()
        .findFirst();
  }

  /** One payment of a merchant. */
  public Optional<Payment> byId(UUID merchantId, UUID id) {
    return entities
        .createNamedQuery("Payment.byId", Payment.class)
        .setParameter("merchantId", merchantId)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** Those of a merchant's payments that there are, in the order of the ids; a hundred at most. */
  public List<Payment> byIds(UUID merchantId, List<UUID> ids) {
    Map<UUID, Payment> found =
        entities
            .createNamedQuery("Payment.byIds", Payment.class)
            .setParameter("merchantId", merchantId)
            .setParameter("ids", ids)
            .getResultStream()
            .collect(Collectors.toMap(Payment::id, Function.identity()));
    return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
  }

  /** One payment of a merchant with the database's time, in one round trip. */
  public Optional<Sighting> sight(UUID merchantId, UUID id) {
    // a payment read before in this transaction would be returned as it was then
    entities.clear();
    return entities
        .createNamedQuery("Payment.sight", Object[].class)
        .setParameter("merchantId", merchantId)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .map(row -> new Sighting((Payment) row[0], new Row(row).time(1)));
  }

  /**
   * One payment of a merchant, unless it cannot be confirmed now or is not there. {@code offset 0}
   * has the key looked up first: statistics know of no payment that is newer than they are, so the
   * database would take the index of open payments for empty, and read all of them.
   */
  public Optional<Payable> payable(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            """
            select order_id, amount_minor, currency, test, account_id, now()
              from (select order_id, amount_minor, currency, test, account_id, status, expires_at
                      from payments where merchant_id = ?1 and id = ?2 offset 0) as it
             where status = 'REQUIRES_CONFIRMATION' and expires_at > now()
            """,
            merchantId,
            id)
        .map(
            row ->
                new Payable(
                    new OrderFacts(id, row.text(0), row.number(1), row.text(2), row.flag(3)),
                    row.uuid(4),
                    row.time(5)));
  }

  /**
   * Confirms by the payer's account: state, debit, attempt, posting, event and outbox in one
   * statement. Empty if the payment was not waiting any more or its time was over: nothing changed
   * then. Otherwise how far its invoice is.
   *
   * @throws PaymentException INSUFFICIENT_FUNDS, or PAYMENT_DECLINED if the account is not open;
   *     the transaction rolls back
   */
  public Optional<InvoiceStatus> confirmByBalance(
      UUID merchantId, Payable payable, BalanceConfirmation confirmation) {
    Row outcome =
        Sql.row(
                entities,
                confirmation.fee() == null
                    ? BalanceStatement.CONFIRM
                    : BalanceStatement.CONFIRM_WITH_FEE,
                parameters(merchantId, payable, confirmation))
            .orElseThrow();
    if (outcome.number(0) == 0) {
      return Optional.empty();
    }
    if (outcome.number(1) == 0) {
      throw outcome.flag(2)
          ? PaymentException.of(ErrorCode.INSUFFICIENT_FUNDS, "The account holds too little.")
          : PaymentException.of(ErrorCode.PAYMENT_DECLINED, "The account is not open.");
    }
    return Optional.of(outcome.flag(3) ? InvoiceStatus.PENDING : InvoiceStatus.NONE);
  }

  private static Object[] parameters(
      UUID merchantId, Payable payable, BalanceConfirmation confirmation) {
    List<Object> all =
        new ArrayList<>(
            Arrays.asList(
                merchantId,
                payable.order().paymentId(),
                confirmation.confirmedAt(),
                confirmation.number(),
                confirmation.jws(),
                confirmation.invoiceRequested(),
                Bytes.array(confirmation.sealedBuyer()),
                payable.accountId(),
                payable.order().amountMinor(),
                payable.order().currency(),
                confirmation.attemptId(),
                confirmation.payableAccount(),
                UuidCreator.getTimeOrderedEpoch(),
                Consumers.INVOICE,
                Trace.current().text()));
    FeeCharge fee = confirmation.fee();
    if (fee != null) {
      all.addAll(
          List.of(fee.transactionId(), fee.feesAccount(), fee.amountMinor(), fee.scheduleId()));
    }
    return all.toArray();
  }

  /**
   * Records a refused try on the account beside the payment, which stays open; at most {@value
   * #MOST_DECLINES} of a payment are kept, so that a phone in a loop does not fill the table.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void recordDecline(UUID merchantId, UUID paymentId, ErrorCode reason) {
    Sql.change(
        entities,
        """
        insert into attempts
          (merchant_id, payment_id, id, channel, status, amount_minor, test, reason, created_at,
           ended_at)
        select merchant_id, id, ?3, 'BALANCE', 'DECLINED', amount_minor, test, ?4, now(), now()
          from payments
         where merchant_id = ?1 and id = ?2
           and (select count(*) from attempts where merchant_id = ?1 and payment_id = ?2) < ?5
        """,
        merchantId,
        paymentId,
        UuidCreator.getTimeOrderedEpoch(),
        reason.code(),
        MOST_DECLINES);
  }

  /** Cancels a payment that nobody confirmed; false if it was in another state. */
  public boolean cancel(UUID merchantId, UUID id) {
    return Sql.row(
            entities,
            """
            with canceled as (
              update payments set status = 'CANCELED', event_sequence = event_sequence + 1
               where merchant_id = ?1 and id = ?2 and status = 'REQUIRES_CONFIRMATION'
              returning merchant_id, id, event_sequence
            )
            insert into events
              (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
            select merchant_id, ?3, id, id, 'payment.canceled', event_sequence, now(), ?4
              from canceled
            returning id
            """,
            merchantId,
            id,
            UuidCreator.getTimeOrderedEpoch(),
            Trace.current().text())
        .isPresent();
  }

  /**
   * Ends a batch of payments whose time is over and that never went to a channel. Several nodes may
   * do so at once; each takes other rows.
   *
   * @return how many, at most {@value #EXPIRY_BATCH}
   */
  public int expire() {
    return Sql.rows(
            entities,
            """
            with over as (
              select merchant_id, id from payments
               where status = 'REQUIRES_CONFIRMATION' and expires_at <= now()
               order by expires_at limit ?1
               for update skip locked
            ), expired as (
              update payments p set status = 'EXPIRED', event_sequence = event_sequence + 1
                from over where p.merchant_id = over.merchant_id and p.id = over.id
              returning p.merchant_id, p.id, p.event_sequence
            )
            insert into events
              (merchant_id, id, payment_id, object_id, type, sequence, created_at)
            select merchant_id, gen_random_uuid(), id, id, 'payment.expired', event_sequence, now()
              from expired
            returning id
            """,
            EXPIRY_BATCH)
        .size();
  }
}
