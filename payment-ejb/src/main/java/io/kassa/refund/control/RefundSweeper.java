package io.kassa.refund.control;

import io.kassa.channel.Channel;
import io.kassa.channel.ChannelDirectory;
import io.kassa.channel.ChannelSettings;
import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.control.ConfigurationDirectory;
import io.kassa.channel.control.TimeScale;
import io.kassa.refund.entity.Refund;
import io.kassa.schema.SchemaGate;
import io.kassa.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks channels to give money back and what became of it, until they say. It runs on every node;
 * each takes other refunds. A refund is sent again under the same number, never under a new one.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RefundSweeper {
  private static final Logger LOG = Logger.getLogger(RefundSweeper.class.getName());
  private static final int MOST_AT_ONCE = 32;

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  @EJB private SchemaGate gate;
  @EJB private RefundBook book;
  @EJB private RefundRecording recording;
  @EJB private ConfigurationDirectory directory;
  @Inject private ChannelDirectory channels;
  @Inject private TimeScale scale;

  @Schedule(second = "*/1", minute = "*", hour = "*", persistent = false)
  void everySecond() {
    sweep();
  }

  /** Asks off the caller's thread for what this node just reserved; the timer does the rest. */
  public void reserved(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) RefundReserved reservation) {
    try {
      executor.execute(this::sweep);
    } catch (RejectedExecutionException busy) {
      LOG.log(Level.FINE, "refunds are asked for by the timer", busy);
    }
  }

  private void sweep() {
    int free = places.drainPermits();
    if (!gate.isOpen() || free == 0) {
      places.release(free);
      return;
    }
    int taken = 0;
    try {
      for (Refund refund : book.leaseDue(free, scale.factor(true))) {
        taken++;
        ask(refund);
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not ask for refunds; asking again", failure);
    } finally {
      places.release(free - taken);
    }
  }

  private void ask(Refund refund) {
    CompletionStage<RefundOutcome> asked;
    try {
      asked = send(refund);
    } catch (RuntimeException failure) {
      asked = CompletableFuture.failedFuture(failure);
    }
    asked
        .exceptionally(
            failure -> {
              LOG.log(Level.WARNING, "refund " + refund.id() + " could not be asked for", failure);
              return new RefundOutcome.Unknown("call-failed");
            })
        .thenAcceptAsync(outcome -> recording.record(refund, outcome), Trace.across(executor))
        .whenComplete(
            (done, failure) -> {
              places.release();
              if (failure != null) {
                LOG.log(Level.WARNING, "refund " + refund.id() + " is asked again", failure);
              }
            });
  }

  private CompletionStage<RefundOutcome> send(Refund refund) {
    Channel channel =
        channels
            .find(refund.channel())
            .orElseThrow(() -> new IllegalStateException("no channel " + refund.channel()));
    ChannelSettings settings = directory.settings(refund.merchantId(), refund.configurationId());
    RefundOrder order =
        new RefundOrder(
            refund.id(),
            refund.attemptId(),
            refund.transactionId(),
            refund.amountMinor(),
            refund.paidMinor(),
            refund.currency(),
            refund.reason());
    if (refund.startedAt() == null) {
      book.start(refund);
      return channel.refund(settings, order);
    }
    return channel
        .queryRefund(settings, order)
        .thenCompose(
            found ->
                found instanceof RefundOutcome.Absent
                    ? channel.refund(settings, order)
                    : CompletableFuture.completedFuture(found));
  }
}
