package io.kassa.payment.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.audit.AuditLog;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Declined;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.crypto.ConfirmationSigner;
import io.kassa.crypto.Keys;
import io.kassa.failure.PaymentException;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.ledger.control.FeeDirectory;
import io.kassa.ledger.entity.FeeCharge;
import io.kassa.merchant.entity.LateSuccess;
import io.kassa.outbox.Consumers;
import io.kassa.payment.control.PaymentBook.Sighting;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import io.kassa.payment.entity.OrderFacts;
import io.kassa.payment.entity.PaymentState;
import io.kassa.refund.control.RefundBook;
import io.kassa.refund.entity.RefundCause;
import io.kassa.storage.Sql;
import io.kassa.trace.Trace;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * The sole writer of what a channel said about an attempt. The payment is locked first, so what
 * several nodes, callbacks and phones hear of one payment is written one after the other; then the
 * state that is found decides, and what was written before is never overwritten.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OutcomeBook {
  /** How soon an attempt is asked about after a channel's answer could not be believed. */
  private static final int UNKNOWN_SECONDS = 5;

  /** How soon an attempt is asked about for the first time while its payer makes up their mind. */
  private static final int PENDING_SECONDS = 10;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private PaymentBook payments;
  @EJB private AttemptBook attempts;
  @EJB private IncidentBook incidents;
  @EJB private RefundBook refunds;
  @EJB private AuditLog audit;
  @Inject private FeeDirectory fees;
  @Inject private Keys keys;

  private ConfirmationSigner signer;

  /**
   * The merchant's ledger accounts that money of a channel may touch.
   *
   * @param fees null where no fee can be due
   */
  public record ChannelAccounts(
      UUID clearing, UUID payable, UUID suspense, UUID inTransit, UUID fees) {}

  /** A provider's notice; it takes effect once. */
  public record NoticeRef(UUID configurationId, String noticeId) {}

  /**
   * What is to be written.
   *
   * @param accounts null unless money was taken
   * @param lateSuccess what the merchant wants of money after the time was over
   * @param notice null unless a notice told it
   * @param testScale factor for the pauses of test merchants
   */
  public record News(
      ChannelOutcome outcome,
      ChannelAccounts accounts,
      LateSuccess lateSuccess,
      NoticeRef notice,
      double testScale) {}

  @PostConstruct
  void prepare() {
    signer = new ConfirmationSigner(keys::ring);
  }

  /** Writes it, or finds that it is written; the attempt as it is then. */
  public Attempt record(AttemptRef ref, News news) {
    lock(ref);
    Attempt attempt = attempts.find(ref).orElseThrow(PaymentException::notFound);
    if (news.notice() != null && !isFirst(attempt, news.notice())) {
      return attempt;
    }
    write(attempt, news);
    return attempts.find(ref).orElseThrow();
  }

  /** Writes what a person decided, with the entry in the audit log. */
  public Attempt decide(Caller caller, AttemptRef ref, News news, String note) {
    String word = news.outcome() instanceof Paid ? "paid" : "closed";
    audit.record(
        caller, "attempt.decided", ref.merchantId(), ref.id().toString(), word + ": " + note);
    return record(ref, news);
  }

  /**
   * Writes that an attempt took money which nobody wants any more: it stands in suspense and goes
   * back in full. An attempt that is open or was paid before stays as it is.
   *
   * @param news with the outcome Paid
   * @return the attempt as it is then
   */
  public Attempt giveBack(AttemptRef ref, News news) {
    lock(ref);
    Attempt attempt = attempts.find(ref).orElseThrow(PaymentException::notFound);
    Paid paid = (Paid) news.outcome();
    boolean ended = !attempt.status().isOpen() && attempt.status() != AttemptState.SUCCEEDED;
    if (ended && contradiction(attempt, paid) == null) {
      suspend(attempt, paid, news, RefundCause.SURPLUS);
    }
    return attempts.find(ref).orElseThrow();
  }

  private void write(Attempt attempt, News news) {
    ChannelOutcome outcome = news.outcome();
    if (outcome instanceof Paid paid) {
      paid(attempt, paid, news);
    } else if (outcome instanceof Pending pending) {
      open(attempt, AttemptState.PENDING, NextActionText.of(pending.nextAction()), null, news);
    } else if (outcome instanceof Declined declined) {
      end(attempt, AttemptState.DECLINED, declined.reason());
    } else if (outcome instanceof Closed closed) {
      closed(attempt, closed);
    } else if (outcome instanceof Absent) {
      // alone it proves nothing; who asked decides whether the order is closed
      open(attempt, attempt.status(), null, "absent", news);
    } else if (outcome instanceof Unknown unknown) {
      open(attempt, AttemptState.UNKNOWN, null, unknown.reason(), news);
    }
  }

  /** What counts as paid and was given back by its channel is for a person, and the day's bill. */
  private void closed(Attempt attempt, Closed closed) {
    if (closed.isGivenBack() && attempt.status() == AttemptState.SUCCEEDED) {
      incidents.report(
          IncidentKind.OUTCOME_CONTRADICTS_ORDER,
          about(attempt),
          "paid, and the channel gave the money back when the order was closed");
      return;
    }
    end(attempt, AttemptState.CLOSED, closed.reason());
  }

  private void paid(Attempt attempt, Paid paid, News news) {
    if (attempt.status() == AttemptState.CLOSED && attempts.isGivenBack(attempt.ref())) {
      // the news of the payment is older than its end
      return;
    }
    if (attempt.status() == AttemptState.SUCCEEDED) {
      if (!paid.transactionId().equals(attempt.transactionId())) {
        incidents.report(
            IncidentKind.SECOND_TRANSACTION,
            about(attempt),
            "paid under " + attempt.transactionId() + ", told again of " + paid.transactionId());
      }
      return;
    }
    String contradiction = contradiction(attempt, paid);
    if (contradiction != null) {
      incidents.report(IncidentKind.OUTCOME_CONTRADICTS_ORDER, about(attempt), contradiction);
      open(attempt, AttemptState.UNKNOWN, null, "contradiction", news);
      return;
    }
    boolean late = attempt.paymentStatus() == PaymentState.EXPIRED;
    switch (attempt.paymentStatus()) {
      case SUCCEEDED, CANCELED -> suspend(attempt, paid, news, RefundCause.SURPLUS);
      case EXPIRED -> {
        if (news.lateSuccess() == LateSuccess.REFUND) {
          suspend(attempt, paid, news, RefundCause.LATE);
        } else {
          succeed(attempt, paid, news, late);
        }
      }
      case REQUIRES_CONFIRMATION, PROCESSING -> succeed(attempt, paid, news, late);
    }
    incidents.settle(
        attempt.ref().merchantId(),
        IncidentKind.ATTEMPT_UNKNOWN,
        attempt.ref().id().toString(),
        "the channel answered: paid");
  }

  private String contradiction(Attempt attempt, Paid paid) {
    if (paid.amountMinor() != attempt.amountMinor()
        || !paid.currency().equals(attempt.currency())) {
      return "paid " + paid.amountMinor() + " " + paid.currency();
    }
    boolean anothers =
        Sql.row(
                entities,
                OutcomeStatements.ANOTHERS_TRANSACTION,
                attempt.ref().merchantId(),
                attempt.channel().name(),
                paid.transactionId(),
                attempt.ref().id())
            .orElseThrow()
            .flag(0);
    return anothers ? "another order was paid under " + paid.transactionId() : null;
  }

  private void succeed(Attempt attempt, Paid paid, News news, boolean late) {
    AttemptRef ref = attempt.ref();
    Sighting sighting = payments.sight(ref.merchantId(), ref.paymentId()).orElseThrow();
    FeeCharge fee =
        fees.charge(
            ref.merchantId(),
            attempt.channel(),
            attempt.currency(),
            news.accounts().fees(),
            sighting.now(),
            attempt.amountMinor());
    String number = ConfirmationText.number(ref.id());
    String jws =
        signer.sign(
            ConfirmationText.payload(
                OrderFacts.of(sighting.payment()),
                number,
                attempt.channel(),
                paid.transactionId(),
                sighting.now()));
    Sql.rows(
        entities,
        OutcomeStatements.SUCCEED,
        ref.merchantId(),
        ref.paymentId(),
        ref.id(),
        attempt.channel().name(),
        sighting.now(),
        number,
        jws,
        paid.transactionId(),
        news.accounts().clearing(),
        news.accounts().payable(),
        UuidCreator.getTimeOrderedEpoch(),
        late,
        Consumers.INVOICE,
        fee == null ? null : fee.transactionId(),
        fee == null ? null : fee.feesAccount(),
        fee == null ? 0 : fee.amountMinor(),
        fee == null ? null : fee.scheduleId(),
        Trace.current().text());
  }

  private void suspend(Attempt attempt, Paid paid, News news, RefundCause cause) {
    AttemptRef ref = attempt.ref();
    Sql.rows(
        entities,
        OutcomeStatements.SUSPEND,
        ref.merchantId(),
        ref.paymentId(),
        ref.id(),
        paid.transactionId(),
        news.accounts().clearing(),
        news.accounts().suspense(),
        UuidCreator.getTimeOrderedEpoch(),
        Trace.current().text());
    refunds.giveBack(
        new RefundBook.Surplus(
            ref.merchantId(),
            ref.paymentId(),
            ref.id(),
            attempt.amountMinor(),
            attempt.currency(),
            cause,
            attempt.test()),
        news.accounts().suspense(),
        news.accounts().inTransit());
    incidents.report(
        IncidentKind.MONEY_FOR_FINAL_PAYMENT,
        about(attempt),
        "the payment is " + attempt.paymentStatus() + "; the money is given back in full");
  }

  private void end(Attempt attempt, AttemptState state, String reason) {
    Sql.rows(
        entities,
        OutcomeStatements.END,
        attempt.ref().merchantId(),
        attempt.ref().paymentId(),
        attempt.ref().id(),
        state.name(),
        reason,
        UuidCreator.getTimeOrderedEpoch(),
        Trace.current().text());
    incidents.settle(
        attempt.ref().merchantId(),
        IncidentKind.ATTEMPT_UNKNOWN,
        attempt.ref().id().toString(),
        "the channel answered: " + reason);
  }

  private void open(
      Attempt attempt, AttemptState state, String nextAction, String reason, News news) {
    int seconds = state == AttemptState.UNKNOWN ? UNKNOWN_SECONDS : PENDING_SECONDS;
    Sql.change(
        entities,
        OutcomeStatements.WAIT,
        attempt.ref().merchantId(),
        attempt.ref().paymentId(),
        attempt.ref().id(),
        state.name(),
        nextAction,
        reason,
        attempt.test() ? seconds * news.testScale() : seconds);
  }

  /** Whether this notice has not taken effect before; it does now, in this transaction. */
  private boolean isFirst(Attempt attempt, NoticeRef notice) {
    return Sql.change(
            entities,
            """
            insert into channel_notices
              (merchant_id, configuration_id, notice_id, attempt_id, received_at)
            values (?1, ?2, ?3, ?4, now())
            on conflict (merchant_id, configuration_id, notice_id) do nothing
            """,
            attempt.ref().merchantId(),
            notice.configurationId(),
            notice.noticeId(),
            attempt.ref().id())
        == 1;
  }

  private void lock(AttemptRef ref) {
    Sql.rows(
        entities,
        "select 1 from payments where merchant_id = ?1 and id = ?2 for update",
        ref.merchantId(),
        ref.paymentId());
  }

  private static About about(Attempt attempt) {
    AttemptRef ref = attempt.ref();
    return new About(
        ref.merchantId(),
        ref.id().toString(),
        ref.paymentId(),
        ref.id(),
        attempt.configurationId());
  }
}
