package io.kassa.web.payments;

import io.kassa.access.Caller;
import io.kassa.event.boundary.Events;
import io.kassa.event.entity.Event;
import io.kassa.payment.boundary.Payments;
import io.kassa.web.platform.Links;
import jakarta.ws.rs.core.MediaType;
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
  /** A gone reader is noticed at the next write. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Sources sources;
  private final Executor executor;
  private final Listener listener;
  private final Instant end = Instant.now().plus(LONGEST);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private int sequence;

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
          .moved(listener.caller(), listener.paymentId(), sequence, HEARTBEAT)
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

  /** Sends what is new; whether the payment is final. */
  private boolean send(boolean waited) {
    List<Event> news =
        sources.events().ofPayment(listener.caller(), listener.paymentId(), sequence);
    var view = sources.payments().get(listener.caller(), listener.paymentId());
    PaymentJson payment = PaymentJson.of(view, sources.links());
    for (Event event : news) {
      sequence = event.sequence();
      write(event, payment);
    }
    if (news.isEmpty() && !view.status().isFinal()) {
      keepOpen(waited ? "still here" : "open");
    }
    return view.status().isFinal();
  }

  private void write(Event event, PaymentJson payment) {
    listener
        .sink()
        .send(
            listener
                .sse()
                .newEventBuilder()
                .id(Integer.toString(event.sequence()))
                .name(event.type())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(
                    StreamedEventJson.class,
                    new StreamedEventJson(
                        event.type(),
                        event.sequence(),
                        event.createdAt(),
                        event.late() ? true : null,
                        payment))
                .build());
  }

  private void keepOpen(String comment) {
    listener.sink().send(listener.sse().newEventBuilder().comment(comment).build());
  }

  private void close() {
    listener.sink().close();
    ended.complete(null);
  }
}
