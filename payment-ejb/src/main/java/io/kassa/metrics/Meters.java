package io.kassa.metrics;

import io.kassa.access.Caller;
import io.kassa.access.OpenToAll;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.control.SealLag;
import io.kassa.incident.IncidentBook;
import io.kassa.outbox.OutboxLag;
import io.kassa.schema.Partitions;
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
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of this node and their text form. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@Interceptors(PermissionInterceptor.class)
public class Meters {
  private static final String REQUESTS = "kassa.http.requests";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AtomicReference<OutboxLag.Lag> lag =
      new AtomicReference<>(new OutboxLag.Lag(0, 0, 0, 0));

  private final AtomicReference<SealLag.Lag> unsealed =
      new AtomicReference<>(new SealLag.Lag(0, 0));

  private final AtomicLong openIncidents = new AtomicLong();

  @EJB private OutboxLag outboxLag;
  @EJB private IncidentBook incidents;
  @EJB private SealLag sealLag;
  @EJB private Partitions partitions;

  @PostConstruct
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
  }

  @PreDestroy
  void close() {
    collections.close();
    registry.close();
  }

  /**
   * Counts an answered request and its time.
   *
   * @param route the template, as in {@code /payments/{id}}, so that ids do not become series
   */
  @OpenToAll("the node measures itself")
  public void answered(String method, String route, int status, Duration time) {
    Timer.builder(REQUESTS)
        .tags("method", method, "route", route, "status", Integer.toString(status))
        .register(registry)
        .record(time);
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
        .register(registry)
        .record(time);
  }

  /** All meters in Prometheus' text format. */
  @Requires(Permission.READ_METRICS)
  public String text(Caller caller) {
    lag.set(outboxLag.look());
    openIncidents.set(incidents.countOpen());
    unsealed.set(sealLag.look());
    return registry.scrape();
  }
}
