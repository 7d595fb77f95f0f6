package io.kassa.notification.control;

import io.kassa.schema.SchemaGate;
import io.kassa.trace.Step;
import io.kassa.trace.Tracing;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Sends deliveries: notes what came back (transaction 1), leases what is due (transaction 2), and
 * posts it while no transaction runs and no thread waits. It runs on every node. One thread alone
 * counts what is under way, so an endpoint's share is exact.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookSender {
  static final int MOST_UNDER_WAY = 800;

  private static final Logger LOG = Logger.getLogger(WebhookSender.class.getName());
  private static final int PAUSE_MILLIS = 20;
  private static final int BATCH = 200;

  /** How long a node that found nothing does not look again. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** How often a node looks for what nodes that are gone were posting. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConcurrentLinkedQueue<DeliveryResult> results = new ConcurrentLinkedQueue<>();
  private final Map<UUID, Integer> busy = new HashMap<>();

  @Resource(name = "concurrent/kassaScheduler")
  private ManagedScheduledExecutorService scheduler;

  @Resource(name = "concurrent/kassaWebhook")
  private ManagedExecutorService executor;

  @EJB private SchemaGate gate;
  @EJB private SendingBook book;
  @Inject private WebhookBody bodies;
  @Inject private WebhookHttp http;
  @Inject private Tracing tracing;

  private ScheduledFuture<?> running;
  private long idleUntil = System.nanoTime();
  private long lookedAt = System.nanoTime();
  private boolean broken;

  @PostConstruct
  void start() {
    running =
        scheduler.scheduleWithFixedDelay(
            this::run, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    running.cancel(false);
  }

  private void run() {
    boolean idle = results.isEmpty() && System.nanoTime() - idleUntil < 0;
    if (idle || !gate.isOpen()) {
      return;
    }
    try {
      note();
      takeOver();
      if (send() == 0) {
        idleUntil = System.nanoTime() + IDLE_NANOS;
      }
      if (broken) {
        LOG.info("deliveries go on");
      }
      broken = false;
    } catch (RuntimeException failure) {
      // what was leased is sent when the lease runs out; what came back is noted at the next turn
      if (!broken) {
        LOG.log(Level.WARNING, "deliveries are held up; trying again", failure);
      }
      broken = true;
    }
  }

  private void takeOver() {
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = System.nanoTime();
    int taken = book.takeOver();
    if (taken > 0) {
      LOG.info(taken + " deliveries were under way on a node that is gone; they are sent again");
    }
  }

  private void note() {
    List<DeliveryResult> batch = new ArrayList<>();
    results.stream().limit(BATCH).forEach(batch::add);
    List<DeliveryResult> sent = batch.stream().filter(result -> result.answer() != null).toList();
    if (!sent.isEmpty()) {
      book.record(sent);
    }
    for (DeliveryResult noted : batch) {
      results.remove();
      busy.computeIfPresent(
          noted.delivery().endpointId(), (id, count) -> count == 1 ? null : count - 1);
    }
  }

  private int send() {
    int free = MOST_UNDER_WAY - busy.values().stream().mapToInt(Integer::intValue).sum();
    List<DueDelivery> due = free <= 0 ? List.of() : book.lease(busy, Math.min(BATCH, free));
    due.forEach(delivery -> busy.merge(delivery.endpointId(), 1, Integer::sum));
    due.stream().collect(Collectors.groupingBy(DueDelivery::eventId)).values().forEach(this::hand);
    return due.size();
  }

  /** The deliveries of one event share its body. */
  private void hand(List<DueDelivery> deliveries) {
    try {
      executor.execute(() -> post(deliveries));
    } catch (RejectedExecutionException full) {
      deliveries.forEach(delivery -> results.add(unsent(delivery)));
    }
  }

  private void post(List<DueDelivery> deliveries) {
    byte[] body;
    try {
      body = bodies.render(deliveries.get(0));
    } catch (RuntimeException failure) {
      LOG.log(
          Level.WARNING, "event " + deliveries.get(0).eventId() + " is not rendered yet", failure);
      deliveries.forEach(delivery -> results.add(unsent(delivery)));
      return;
    }
    deliveries.forEach(delivery -> post(delivery, body));
  }

  private void post(DueDelivery delivery, byte[] body) {
    Instant started = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Step step = tracing.called("POST", delivery.trace());
    try {
      URI target = URI.create(delivery.url());
      describe(step, delivery, target);
      http.post(target, bodies.headers(delivery, body, started, step.trace().traceparent()), body)
          .thenAccept(
              answer -> {
                results.add(result(delivery, started, answer));
                step.trace().run(() -> answered(delivery, step, answer));
              });
    } catch (RuntimeException failure) {
      step.failed(failure.getClass().getName()).end();
      step.trace()
          .run(
              () ->
                  LOG.log(
                      Level.WARNING, "delivery " + delivery.id() + " is not sent yet", failure));
      results.add(unsent(delivery));
    }
  }

  /** Of the target its host alone: the rest of an address may be the merchant's secret. */
  private static void describe(Step step, DueDelivery delivery, URI target) {
    if (step.isRecorded()) {
      step.note("http.request.method", "POST")
          .note("http.request.resend_count", delivery.attempt() - 1)
          .note("server.address", target.getHost())
          .note("kassa.delivery.id", delivery.id().toString());
    }
  }

  private static void answered(DueDelivery delivery, Step step, WebhookAnswer answer) {
    if (answer.status() != null) {
      step.note("http.response.status_code", answer.status());
    }
    String word = answer.status() == null ? answer.failure() : answer.status().toString();
    if (!answer.isTaken()) {
      step.failed(word);
    }
    step.end();
    LOG.log(Level.FINE, "delivery {0}: {1}", new Object[] {delivery.id(), word});
  }

  private static DeliveryResult result(
      DueDelivery delivery, Instant started, WebhookAnswer answer) {
    long millis = Duration.between(started, Instant.now()).toMillis();
    return new DeliveryResult(delivery, started, Math.toIntExact(millis), answer);
  }

  private static DeliveryResult unsent(DueDelivery delivery) {
    return new DeliveryResult(delivery, Instant.EPOCH, 0, null);
  }
}
