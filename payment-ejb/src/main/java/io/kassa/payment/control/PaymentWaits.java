package io.kassa.payment.control;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.payment.control.PaymentProgress.Progress;
import io.kassa.payment.control.PaymentProgress.Seen;
import io.kassa.payment.entity.PaymentState;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Those who wait for a payment's end, for its channel's answer or for its next event. One look into
 * the database each {@value #POLL_MILLIS} ms serves all of this node's waiters, however many; no
 * waiter holds a thread or a connection.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PaymentWaits {
  static final int MOST_WAITERS = 1_000;

  private static final Logger LOG = Logger.getLogger(PaymentWaits.class.getName());
  private static final int POLL_MILLIS = 200;

  private static final Seen NOTHING = new Seen(Progress.ASKING, null, 0);

  private record Waiter(
      UUID merchantId,
      UUID paymentId,
      Predicate<Seen> wanted,
      Instant until,
      CompletableFuture<Void> ended) {}

  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  @Resource(name = "concurrent/kassaScheduler")
  private ManagedScheduledExecutorService scheduler;

  @EJB private PaymentProgress progress;

  private ScheduledFuture<?> polling;

  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void start() {
    polling =
        scheduler.scheduleWithFixedDelay(
            this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void stop() {
    polling.cancel(false);
    waiters.forEach(waiter -> waiter.ended().complete(null));
  }

  /**
   * Completes when the payment is that far or the time is over; never fails.
   *
   * @param wanted ENDED, or ANSWERED for as soon as a channel that is being asked has answered
   * @throws PaymentException SERVICE_UNAVAILABLE if {@value #MOST_WAITERS} wait already
   */
  public CompletionStage<Void> until(
      UUID merchantId, UUID paymentId, Progress wanted, Duration limit) {
    return until(merchantId, paymentId, seen -> seen.progress().compareTo(wanted) >= 0, limit);
  }

  /**
   * Completes when the payment has more events than these or another status, or the time is over;
   * never fails.
   *
   * @throws PaymentException SERVICE_UNAVAILABLE if {@value #MOST_WAITERS} wait already
   */
  public CompletionStage<Void> beyond(
      UUID merchantId, UUID paymentId, PaymentState status, int sequence, Duration limit) {
    return until(
        merchantId,
        paymentId,
        seen -> seen.sequence() > sequence || (seen.status() != null && seen.status() != status),
        limit);
  }

  private CompletionStage<Void> until(
      UUID merchantId, UUID paymentId, Predicate<Seen> wanted, Duration limit) {
    if (count.incrementAndGet() > MOST_WAITERS) {
      count.decrementAndGet();
      throw PaymentException.of(ErrorCode.SERVICE_UNAVAILABLE, "Too many wait. Poll instead.");
    }
    CompletableFuture<Void> future = new CompletableFuture<>();
    waiters.add(new Waiter(merchantId, paymentId, wanted, Instant.now().plus(limit), future));
    return future;
  }

  private void poll() {
    if (waiters.isEmpty()) {
      return;
    }
    try {
      List<Waiter> waiting = new ArrayList<>(waiters);
      Map<UUID, Seen> seen =
          progress.among(
              waiting.stream()
                  .map(waiter -> new PaymentProgress.Key(waiter.merchantId(), waiter.paymentId()))
                  .toList());
      Instant now = Instant.now();
      for (Waiter waiter : waiting) {
        Seen reached = seen.getOrDefault(waiter.paymentId(), NOTHING);
        if (waiter.wanted().test(reached) || !now.isBefore(waiter.until())) {
          leave(waiter);
        }
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not look for ended payments; looking again", failure);
    }
  }

  private void leave(Waiter waiter) {
    if (waiters.remove(waiter)) {
      count.decrementAndGet();
      waiter.ended().complete(null);
    }
  }
}
