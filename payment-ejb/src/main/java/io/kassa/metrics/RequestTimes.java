package io.kassa.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The times of answered requests. A plain bean: every request is counted, and a session bean's call
 * would cost more than the counting. {@link Meters} gives it the registry at the start.
 */
@ApplicationScoped
public class RequestTimes {
  /** What is told apart among answered requests. */
  private record Answer(String method, String route, int status) {}

  private final Map<Answer, Timer> answers = new ConcurrentHashMap<>();
  private volatile MeterRegistry registry;

  void registerIn(MeterRegistry meters) {
    registry = meters;
  }

  /**
   * Counts an answered request and its time; nothing before the meters are there.
   *
   * @param route the template, as in {@code /payments/{id}}, so that ids do not become series
   */
  public void answered(String method, String route, int status, Duration time) {
    MeterRegistry known = registry;
    if (known != null) {
      answers
          .computeIfAbsent(new Answer(method, route, status), answer -> timer(answer, known))
          .record(time);
    }
  }

  private static Timer timer(Answer answer, MeterRegistry registry) {
    return Timer.builder("kassa.http.requests")
        .tags("method", answer.method(), "route", answer.route())
        .tag("status", Integer.toString(answer.status()))
        .serviceLevelObjectives(Meters.times())
        .register(registry);
  }
}
