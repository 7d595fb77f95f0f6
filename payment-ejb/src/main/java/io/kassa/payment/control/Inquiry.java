package io.kassa.payment.control;

import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import io.kassa.channel.control.TimeScale;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptState;
import io.kassa.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds out how an attempt stands, and ends one that nobody needs. Nothing is guessed: an attempt
 * ends when its channel says so.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Inquiry {
  /** After that an order whose creation nobody saw the end of is under way no more. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);

  /** The same for one whose call came back without an answer. */
  private static final Duration FAILED_AFTER = Duration.ofSeconds(10);

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private OutcomeRecording recording;
  @EJB private AttemptBook attempts;
  @Inject private ChannelCalls calls;
  @Inject private TimeScale scale;

  /**
   * Asks about an open attempt and writes what was said.
   *
   * @return the attempt as it is then; completes with a failure only if the database is away
   */
  public CompletionStage<Attempt> ask(Attempt attempt) {
    if (!attempt.status().isOpen()) {
      return CompletableFuture.completedFuture(attempt);
    }
    CompletionStage<ChannelOutcome> said =
        isWanted(attempt)
            ? calls
                .query(attempt)
                .thenComposeAsync(found -> judge(attempt, found), Trace.across(executor))
            : closed(attempt);
    return said.thenApplyAsync(
        outcome -> recording.record(attempt, outcome), Trace.across(executor));
  }

  /**
   * Ends an open attempt at its channel, so that another may begin or the payment be canceled.
   *
   * @return the attempt as it is then; open if the channel does not let go of it
   */
  public CompletionStage<Attempt> close(Attempt attempt) {
    return closed(attempt)
        .thenApplyAsync(outcome -> recording.record(attempt, outcome), Trace.across(executor));
  }

  /**
   * Asks about an attempt, ended or not, and writes nothing.
   *
   * @param transactionId the channel's own number of the order, as a bill tells it
   */
  public CompletionStage<ChannelOutcome> look(Attempt attempt, String transactionId) {
    return calls.queryTransaction(attempt, transactionId);
  }

  /** Whether anybody still wants this attempt to be paid. */
  private static boolean isWanted(Attempt attempt) {
    return !attempt.isOver() && !attempt.paymentStatus().isFinal();
  }

  private CompletionStage<ChannelOutcome> judge(Attempt attempt, ChannelOutcome found) {
    if (!(found instanceof Absent)) {
      return CompletableFuture.completedFuture(found);
    }
    if (attempt.nextAction() != null) {
      // the channel learns of some orders only when the payer comes
      return CompletableFuture.completedFuture(new Pending(null));
    }
    // a phone that tries again may send the order this moment, and its payer pay it
    return isSettled(attempt) && attempts.takeCall(attempt.ref())
        ? closed(attempt)
        : CompletableFuture.completedFuture(found);
  }

  /** Closes; what the channel does not know after that, and cannot be under way, is closed. */
  private CompletionStage<ChannelOutcome> closed(Attempt attempt) {
    return calls
        .close(attempt)
        .thenCompose(
            Trace.carrying(
                outcome -> {
                  boolean unsure = outcome instanceof Absent || outcome instanceof Unknown;
                  return unsure && isSettled(attempt)
                      ? calls.query(attempt).thenApply(Inquiry::absentIsClosed)
                      : CompletableFuture.completedFuture(outcome);
                }));
  }

  private static ChannelOutcome absentIsClosed(ChannelOutcome found) {
    return found instanceof Absent ? new Closed("absent") : found;
  }

  /** Whether the order's creation is over for certain, so that it will not appear any more. */
  private boolean isSettled(Attempt attempt) {
    if (attempt.nextAction() != null) {
      return true;
    }
    Duration patience = attempt.status() == AttemptState.UNKNOWN ? FAILED_AFTER : LOST_AFTER;
    Duration age = Duration.between(attempt.startedAt(), attempt.now());
    return age.compareTo(scale.scaled(patience, attempt.test())) >= 0;
  }
}
