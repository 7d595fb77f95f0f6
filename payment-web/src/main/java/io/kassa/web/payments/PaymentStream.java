package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.event.boundary.Events;
import io.kassa.event.entity.Event;
import io.kassa.payment.boundary.PaymentView;
import io.kassa.payment.boundary.Payments;
import io.kassa.payment.entity.PaymentState;
import io.kassa.web.platform.Links;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One stream of a payment's events. It sends what is there, waits without a thread until there is
 * more, and ends once the payment is final, its reader is gone, or its time is over; a reader that
 * comes back says where it was. A payment's few small events fit into the connection's buffer, so a
 * slow reader holds no thread either.
 */
final class PaymentStream {
  /** A change of status that is no event, such as a decline. */
  private static final String CHANGED = "payment.changed";

  /** A gone reader is noticed at the next write. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Sources sources;
  private final Executor executor;
  private final Listener listener;
  private final Instant end = Instant.now().plus(LONGEST);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private int sequence;
  private PaymentState status;

  PaymentStream(Sources sources, Executor executor, Listener listener, int sequence) {
    this.sources = sources;
    this.executor = executor;
    this.listener = listener;
    this.sequence = sequence;
  }

  /** Where it reads. */
  record Sources(Payments payments, Events events, Links links) {}

  /** Who reads it. */
  record Listener(Caller caller, UUID paymentId, SseEventSink sink, Sse sse) {}

  /** What an event of the stream says: the event, and the payment as its reader sees it now. */
  public record StreamedEventJson(
      String type, int sequence, Instant createdAt, Boolean late, PaymentJson payment) {}

  /** Completes when the stream is over. */
  CompletionStage<Void> run() {
    step(false);
    return ended;
  }

  private void step(boolean waited) {
    try {
      boolean last = send(waited);
      if (last || listener.sink().isClosed() || !Instant.now().isBefore(end)) {
        close();
        return;
      }
      sources
          .payments()
          .moved(listener.caller(), listener.paymentId(), status, sequence, HEARTBEAT)
          .thenRunAsync(() -> step(true), executor)
          .exceptionally(
              failure -> {
                // the executor is full; the reader comes back
                close();
                return null;
              });
    } catch (RuntimeException failure) {
      // nobody is left to tell: the reader sees the stream end and comes back or polls
      close();
    }
  }

  /**
   * Sends what is new; whether the payment is final. It looks at the payment before it asks for
   * events: if that was final, its last event is among them.
   */
  private boolean send(boolean waited) {
    PaymentView view = look();
    List<Event> news = news();
    boolean silent = news.isEmpty();
    while (!news.isEmpty()) {
      view = look();
      PaymentJson payment = PaymentJson.of(view, sources.links());
      news.forEach(event -> write(event, payment));
      news = news();
    }
    boolean moved = status != null && status != view.status();
    status = view.status();
    if (silent && moved) {
      PaymentJson payment = PaymentJson.of(view, sources.links());
      write(new StreamedEventJson(CHANGED, sequence, Instant.now(), null, payment), null);
    } else if (silent && !status.isFinal()) {
      keepOpen(waited ? "still here" : "open");
    }
    return status.isFinal();
  }

  private PaymentView look() {
    return sources.payments().get(listener.caller(), listener.paymentId());
  }

  private List<Event> news() {
    return sources.events().ofPayment(listener.caller(), listener.paymentId(), sequence);
  }

  private void write(Event event, PaymentJson payment) {
    sequence = event.sequence();
    Boolean late = event.late() ? true : null;
    write(
        new StreamedEventJson(event.type(), sequence, event.createdAt(), late, payment),
        Integer.toString(sequence));
  }

  /** What is no event has no id, so a reader that comes back does not start behind it. */
  private void write(StreamedEventJson streamed, String id) {
    OutboundSseEvent.Builder event =
        listener
            .sse()
            .newEventBuilder()
            .name(streamed.type())
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .data(StreamedEventJson.class, streamed);
    listener.sink().send((id == null ? event : event.id(id)).build());
  }

  private void keepOpen(String comment) {
    listener.sink().send(listener.sse().newEventBuilder().comment(comment).build());
  }

  private void close() {
    listener.sink().close();
    ended.complete(null);
  }
}
