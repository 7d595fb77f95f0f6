package io.kassa.reconciliation.control;

import io.kassa.access.Caller;
import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.Inquiry;
import io.kassa.payment.control.OutcomeRecording;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import io.kassa.reconciliation.control.DiscrepancyBook.Ending;
import io.kassa.reconciliation.control.DiscrepancyBook.SuspensePosting;
import io.kassa.reconciliation.entity.BillSubject;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.refund.control.RefundBook;
import io.kassa.refund.control.RefundRecording;
import io.kassa.refund.entity.Refund;
import io.kassa.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries out what an operator decided about a discrepancy. What the channel says is written where
 * every other answer of a channel is, so doing it again books nothing twice; the discrepancy ends
 * last, and only if the action did what it says.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Resolving {
  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private DiscrepancyBook book;
  @EJB private AttemptBook attempts;
  @EJB private Inquiry inquiry;
  @EJB private OutcomeRecording outcomes;
  @EJB private RefundBook refunds;
  @EJB private RefundRecording refundRecording;
  @Inject private ChartOfAccounts chart;
  @EJB private ConfigurationDirectory configurations;
  @Inject private ChannelDirectory channels;

  /**
   * Resolves; again: the same answer.
   *
   * @return completes with the discrepancy as it is then, or with PaymentException
   *     RESOLUTION_REFUSED if the action does not fit or the channel does not bear it out
   */
  public CompletionStage<Discrepancy> resolve(
      Caller caller, Discrepancy discrepancy, DiscrepancyAction action, String reason) {
    DiscrepancyBook.requireSame(discrepancy, action, reason);
    if (!discrepancy.isOpen()) {
      return CompletableFuture.completedFuture(discrepancy);
    }
    if (!discrepancy.actions().contains(action)) {
      throw refused(
          action + " does not fit " + discrepancy.kind() + " of a " + discrepancy.subject() + ".");
    }
    return switch (action) {
      case IGNORE -> ended(caller, discrepancy, action, reason, "nothing was changed", null);
      case SUSPENSE ->
          ended(caller, discrepancy, action, reason, "posted to suspense", posting(discrepancy));
      case QUERY_AND_BOOK, REFUND ->
          asked(discrepancy, action)
              .thenApplyAsync(
                  booked ->
                      book.end(
                          caller,
                          discrepancy,
                          new Ending(action, reason, booked.outcome(), booked.posting())),
                  Trace.across(executor));
      case FOUND_LATER -> throw refused("That is for Kassa alone.");
    };
  }

  private CompletionStage<Discrepancy> ended(
      Caller caller,
      Discrepancy discrepancy,
      DiscrepancyAction action,
      String reason,
      String outcome,
      SuspensePosting posting) {
    return CompletableFuture.completedFuture(
        book.end(caller, discrepancy, new Ending(action, reason, outcome, posting)));
  }

  private SuspensePosting posting(Discrepancy discrepancy) {
    return posting(discrepancy, discrepancy.surplusMinor(), discrepancy.currency());
  }

  /** The accounts are found before the transaction that posts. */
  private SuspensePosting posting(Discrepancy discrepancy, long surplus, String currency) {
    UUID clearing = chart.account(discrepancy.merchantId(), AccountCode.CHANNEL_CLEARING, currency);
    UUID suspense = chart.account(discrepancy.merchantId(), AccountCode.SUSPENSE, currency);
    return surplus > 0
        ? new SuspensePosting(clearing, suspense, surplus, currency)
        : new SuspensePosting(suspense, clearing, -surplus, currency);
  }

  /** What was done with what the channel said; a posting only for what the books cannot take. */
  private record Booked(String outcome, SuspensePosting posting) {}

  private CompletionStage<Booked> asked(Discrepancy discrepancy, DiscrepancyAction action) {
    if (discrepancy.subject() == BillSubject.REFUND) {
      Refund refund =
          refunds.find(discrepancy.merchantId(), discrepancy.own().refundId()).orElseThrow();
      return channel(refund)
          .queryRefund(
              configurations.settings(refund.merchantId(), refund.configurationId()), order(refund))
          .thenApplyAsync(
              outcome -> bookRefund(discrepancy, refund, outcome), Trace.across(executor));
    }
    Attempt attempt =
        attempts
            .find(
                new AttemptRef(
                    discrepancy.merchantId(),
                    discrepancy.own().paymentId(),
                    discrepancy.own().attemptId()))
            .orElseThrow();
    if (action == DiscrepancyAction.REFUND && attempt.status().isOpen()) {
      throw refused("The attempt is " + attempt.status() + "; book what the channel says first.");
    }
    String transaction =
        discrepancy.bill() == null ? attempt.transactionId() : discrepancy.bill().transactionId();
    return inquiry
        .look(attempt, transaction)
        .thenApplyAsync(
            outcome -> new Booked(bookPayment(attempt, outcome, action), null),
            Trace.across(executor));
  }

  private String bookPayment(Attempt attempt, ChannelOutcome outcome, DiscrepancyAction action) {
    if (!(outcome instanceof Paid paid)) {
      throw refused("The channel says " + outcome + ".");
    }
    if (attempt.status() == AttemptState.SUCCEEDED) {
      boolean same =
          paid.transactionId().equals(attempt.transactionId())
              && paid.amountMinor() == attempt.amountMinor()
              && paid.currency().equals(attempt.currency());
      if (same && action == DiscrepancyAction.QUERY_AND_BOOK) {
        return "the channel says paid, as booked";
      }
      throw refused(
          "The channel says %d %s under %s."
              .formatted(paid.amountMinor(), paid.currency(), paid.transactionId()));
    }
    Attempt written =
        action == DiscrepancyAction.REFUND
            ? outcomes.giveBack(attempt, paid)
            : outcomes.record(attempt, paid);
    if (written.status() != AttemptState.SUCCEEDED) {
      throw refused("What the channel says contradicts the order; see the incidents.");
    }
    return action == DiscrepancyAction.REFUND
        ? "booked as surplus; it is given back"
        : "booked; the payment is " + written.paymentStatus();
  }

  /**
   * A refund that is final here stays what it is. One that failed here has freed its amount, and
   * may have been made again since: what the channel paid all the same goes to suspense.
   */
  private Booked bookRefund(Discrepancy discrepancy, Refund refund, RefundOutcome outcome) {
    if (!(outcome instanceof RefundOutcome.Refunded done)
        || done.amountMinor() != refund.amountMinor()) {
      throw refused("The channel says " + outcome + ".");
    }
    refundRecording.record(refund, outcome);
    Refund written = refunds.find(refund.merchantId(), refund.id()).orElseThrow();
    return switch (written.status()) {
      case SUCCEEDED -> new Booked("the channel says refunded", null);
      case FAILED ->
          new Booked(
              "the channel says refunded, which had failed here: posted to suspense",
              posting(discrepancy, -refund.amountMinor(), refund.currency()));
      case PENDING -> throw refused("What the channel says was not written; see the incidents.");
    };
  }

  private Channel channel(Refund refund) {
    return channels
        .find(refund.channel())
        .orElseThrow(() -> new IllegalStateException("no channel " + refund.channel()));
  }

  private static RefundOrder order(Refund refund) {
    return new RefundOrder(
        refund.id(),
        refund.attemptId(),
        refund.transactionId(),
        refund.amountMinor(),
        refund.paidMinor(),
        refund.currency(),
        null);
  }

  private static PaymentException refused(String why) {
    return PaymentException.of(ErrorCode.RESOLUTION_REFUSED, why);
  }
}
