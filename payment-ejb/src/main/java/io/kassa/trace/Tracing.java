package io.kassa.trace;

import io.kassa.node.NodeId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ServiceConfigurationError;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;

/**
 * Begins steps. They are recorded and exported where a collector is configured; else beginning one
 * costs an object of two references.
 */
@ApplicationScoped
public class Tracing {
  private static final Logger LOG = Logger.getLogger(Tracing.class.getName());

  @Inject private Config config;
  @Inject private NodeId node;

  private OpenTelemetrySdk telemetry;
  private Tracer tracer;

  /** Settings that cannot be followed turn it off: payments go on. */
  @PostConstruct
  void open() {
    if (!Exporting.isConfigured(config)) {
      return;
    }
    try {
      telemetry = Exporting.by(config, node.id());
      tracer = telemetry.getTracer("io.kassa");
      LOG.info("traces are exported");
    } catch (RuntimeException | LinkageError | ServiceConfigurationError refused) {
      LOG.log(
          Level.SEVERE,
          "no traces are exported: what the settings otel.… ask for does not work",
          refused);
    }
  }

  /** What was recorded is sent, for as long as the exporter's own time limit. */
  @PreDestroy
  void close() {
    if (telemetry != null) {
      telemetry.close();
    }
  }

  /** A request that came in. */
  public Step served(String name, Trace above) {
    return begin(SpanKind.SERVER, name, above);
  }

  /** Work of our own, below what the thread works for. */
  public Step done(String name) {
    return begin(SpanKind.INTERNAL, name, Trace.current());
  }

  /** A call of somebody else's server. */
  public Step called(String name, Trace above) {
    return begin(SpanKind.CLIENT, name, above);
  }

  /** A message on its way to a queue. */
  public Step sent(String queue, UUID messageId, Trace above) {
    return message(SpanKind.PRODUCER, "send", queue, messageId, above);
  }

  /** A message from a queue. */
  public Step received(String queue, UUID messageId, Trace above) {
    return message(SpanKind.CONSUMER, "process", queue, messageId, above);
  }

  /** Named and described by the semantic conventions of messaging. */
  private Step message(SpanKind kind, String operation, String queue, UUID messageId, Trace above) {
    if (tracer == null) {
      return Step.unrecorded(above);
    }
    Step step = begin(kind, operation + ' ' + queue, above);
    return step.isRecorded()
        ? step.note("messaging.system", "jms")
            .note("messaging.operation.name", operation)
            .note("messaging.operation.type", operation)
            .note("messaging.destination.name", queue)
            .note("messaging.message.id", messageId.toString())
        : step;
  }

  private Step begin(SpanKind kind, String name, Trace above) {
    if (tracer == null) {
      return Step.unrecorded(above);
    }
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent(above)).startSpan();
    if (above.paymentId() != null && span.isRecording()) {
      span.setAttribute("kassa.payment.id", above.paymentId().toString());
    }
    return Step.of(span, above);
  }

  private static Context parent(Trace above) {
    return above.traceparent() == null
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        above.traceId(),
                        above.spanId(),
                        above.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault())));
  }
}
