package io.kassa.metrics;

import io.kassa.access.Caller;
import io.kassa.access.OpenToAll;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.archive.Archive;
import io.kassa.audit.control.SealLag;
import io.kassa.failure.ErrorCode;
import io.kassa.incident.IncidentBook;
import io.kassa.outbox.OutboxLag;
import io.kassa.outbox.QueueDepth;
import io.kassa.schema.LedgerCheck;
import io.kassa.schema.Partitions;
import io.kassa.storage.Sessions;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The meters of this node and their text form. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@Interceptors(PermissionInterceptor.class)
public class Meters {
  /** The upper ends of the times that are told apart; a share above one of them can be alarmed. */
  private static final Duration[] TIMES = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AtomicReference<OutboxLag.Lag> lag =
      new AtomicReference<>(new OutboxLag.Lag(0, 0, 0, 0));

  private final AtomicReference<SealLag.Lag> unsealed =
      new AtomicReference<>(new SealLag.Lag(0, 0));

  private final AtomicLong openIncidents = new AtomicLong();
  private final AtomicReference<Sessions.Use> use =
      new AtomicReference<>(new Sessions.Use(0, 0, 0));

  private final MultiGauge waiting = MultiGauge.builder("kassa.relay.waiting").register(registry);
  private final MultiGauge sent = MultiGauge.builder("kassa.relay.sent").register(registry);

  @EJB private OutboxLag outboxLag;
  @EJB private IncidentBook incidents;
  @EJB private SealLag sealLag;
  @EJB private Partitions partitions;
  @EJB private QueueDepth queues;
  @EJB private Sessions sessions;
  @EJB private LedgerCheck ledger;
  @EJB private Archive archive;

  @Inject
  void count(RequestTimes requests) {
    requests.registerIn(registry);
  }

  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void prepare() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    collections.bindTo(registry);
    registry.gauge("kassa.outbox.open", lag, seen -> seen.get().open());
    registry.gauge("kassa.outbox.oldest.seconds", lag, seen -> seen.get().oldestSeconds());
    registry.gauge("kassa.outbox.dead", lag, seen -> seen.get().dead());
    registry.gauge("kassa.relay.paused", lag, seen -> seen.get().paused());
    registry.gauge("kassa.incidents.open", openIncidents);
    registry.gauge("kassa.audit.unsealed", unsealed, seen -> seen.get().entries());
    registry.gauge(
        "kassa.audit.unsealed.oldest.seconds", unsealed, seen -> seen.get().oldestSeconds());
    registry.gauge(
        "kassa.partitions.ahead.seconds",
        partitions,
        made -> Duration.between(Instant.now(), made.coveredUntil()).toSeconds());
    registry.gauge("kassa.archive.overdue", archive, Archive::overdue);
    registry.gauge("kassa.ledger.violations", ledger, LedgerCheck::violations);
    registry.gauge("kassa.ledger.check.age.seconds", ledger, LedgerCheck::ageSeconds);
    connections("active", seen -> seen.get().active());
    connections("idle", seen -> seen.get().idle());
    connections("in_transaction", seen -> seen.get().inTransaction());
  }

  static Duration[] times() {
    return TIMES.clone();
  }

  private void connections(
      String state, ToDoubleFunction<AtomicReference<Sessions.Use>> connections) {
    registry.gauge("kassa.database.connections", Tags.of("state", state), use, connections);
  }

  @PreDestroy
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void close() {
    collections.close();
    registry.close();
  }

  /**
   * Counts a call to a channel and its time.
   *
   * @param outcome the outcome's kind, so that a provider's words do not become series
   */
  @OpenToAll("the node measures itself")
  public void channelCalled(String channel, String operation, String outcome, Duration time) {
    Timer.builder("kassa.channel.calls")
        .tags("channel", channel, "operation", operation, "outcome", outcome)
        .serviceLevelObjectives(TIMES)
        .register(registry)
        .record(time);
  }

  /**
   * Counts a request that was refused before it reached a resource.
   *
   * @param code the problem's code
   */
  @OpenToAll("the node measures itself")
  public void refused(ErrorCode code) {
    registry
        .counter("kassa.door.refusals", "code", code.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** All meters in Prometheus' text format. */
  @Requires(Permission.READ_METRICS)
  public String text(Caller caller) {
    lag.set(outboxLag.look());
    openIncidents.set(incidents.countOpen());
    unsealed.set(sealLag.look());
    use.set(sessions.look());
    deep(queues.look());
    return scrape();
  }

  /** Writes down how deep the queues are. */
  void deep(List<QueueDepth.Depth> depths) {
    waiting.register(rows(depths, QueueDepth.Depth::waiting), true);
    sent.register(rows(depths, QueueDepth.Depth::sent), true);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<QueueDepth.Depth> depths, Function<QueueDepth.Depth, Long> number) {
    return depths.stream()
        .<MultiGauge.Row<?>>map(
            depth -> MultiGauge.Row.of(Tags.of("consumer", depth.consumer()), number.apply(depth)))
        .toList();
  }

  String scrape() {
    return registry.scrape();
  }
}
