package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Turn;
import io.kassa.system.Collector.Kind;
import io.kassa.system.Collector.Span;
import io.kassa.system.Shop.Order;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A collector sees one trace, from the request that confirms a payment over outbox and queues to
 * the webhooks that a merchant's server takes.
 */
@Tag("payara")
@org.junit.jupiter.api.Order(Turn.WATCHED)
@ExtendWith(WatchedServer.Provider.class)
class OneTraceIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SENT_SPAN = "00f067aa0ba902b7";

  /** Nothing else may leave the server: none of these can be secret or tell of a person. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "error.type",
          "http.request.method",
          "http.request.resend_count",
          "http.response.status_code",
          "http.route",
          "kassa.channel",
          "kassa.delivery.id",
          "kassa.payment.id",
          "messaging.destination.name",
          "messaging.message.id",
          "messaging.operation.name",
          "messaging.operation.type",
          "messaging.system",
          "server.address");

  private final Collector collector;
  private final String traceId = UUID.randomUUID().toString().replace("-", "");
  private final Shop shop = Shop.open().with("TEST", "{}");

  OneTraceIT(WatchedServer server) {
    collector = server.collector();
  }

  @Test
  void confirmationOutboxQueuesInvoiceAndWebhooksAreOneTrace() {
    try (Sink sink = Sink.answering(any -> 204)) {
      new Hooks(shop).at(sink.url("/all"));
      Order order = shop.order(shop.account(100), 100);
      confirm(order, "BALANCE", "01");
      await().atMost(SOON).until(() -> named("POST").size() == 2);

      Span request = one("POST /payments/{id}/confirmation", Kind.SERVER, SENT_SPAN);
      Span confirm = one("confirm payment", Kind.INTERNAL, request.id());
      Span ordered = one("send kassa.invoices", Kind.PRODUCER, confirm.id());
      Span invoice = one("process kassa.invoices", Kind.CONSUMER, ordered.id());
      for (Span cause : List.of(confirm, invoice)) {
        Span announced = one("send kassa.webhooks", Kind.PRODUCER, cause.id());
        Span fannedOut = one("process kassa.webhooks", Kind.CONSUMER, announced.id());
        Span posted = one("POST", Kind.CLIENT, fannedOut.id());
        assertThat(posted.attributes())
            .containsEntry("http.request.method", "POST")
            .containsEntry("http.response.status_code", "204")
            .containsEntry("server.address", "127.0.0.1");
        assertThat(sink.at("/all"))
            .extracting(one -> one.header("traceparent"))
            .contains("00-" + traceId + "-" + posted.id() + "-01");
      }
      assertThat(request.attributes())
          .containsAllEntriesOf(
              Map.of(
                  "http.request.method", "POST",
                  "http.route", "/payments/{id}/confirmation",
                  "http.response.status_code", "200",
                  "kassa.payment.id", order.id()));
      assertThat(ordered.attributes())
          .containsEntry("messaging.system", "jms")
          .containsEntry("messaging.destination.name", "kassa.invoices");
      assertThat(collector.resources())
          .allSatisfy(resource -> assertThat(resource).containsEntry("service.name", "kassa"));
      assertThat(collector.spans(traceId))
          .allSatisfy(span -> assertThat(ATTRIBUTES).containsAll(span.attributes().keySet()));
    }
  }

  @Test
  void callOfAChannelIsAStepOfItsConfirmation() {
    Order order = shop.order(null, 1_200);
    confirm(order, "TEST", "01");
    await().atMost(SOON).until(() -> named("send kassa.invoices").size() == 1);

    Span request = one("POST /payments/{id}/confirmation", Kind.SERVER, SENT_SPAN);
    Span confirm = one("confirm payment", Kind.INTERNAL, request.id());
    assertThat(one("TEST start", Kind.CLIENT, confirm.id()).attributes())
        .containsEntry("kassa.channel", "TEST");
    // the outcome was written by another thread, in the same trace
    one("send kassa.invoices", Kind.PRODUCER, confirm.id());
  }

  @Test
  void whatItsCallerDoesNotRecordIsPassedOnAndNotRecorded() {
    try (Sink sink = Sink.answering(any -> 204)) {
      new Hooks(shop).at(sink.url("/all"));
      confirm(shop.order(shop.account(100), 100), "BALANCE", "00");
      await().atMost(SOON).until(() -> sink.at("/all").size() == 2);

      assertThat(sink.at("/all"))
          .allSatisfy(
              one -> assertThat(one.header("traceparent")).matches("00-" + traceId + "-.{16}-00"));
      assertThat(collector.spans(traceId)).isEmpty();
    }
  }

  private void confirm(Order order, String channel, String flags) {
    Client phone = order.phone();
    Reply confirmed =
        phone.send(
            phone
                .request(order.path() + "/confirmation")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + traceId + "-" + SENT_SPAN + "-" + flags)
                .POST(BodyPublishers.ofString("{\"channel\":\"" + channel + "\"}")));
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
  }

  private List<Span> named(String name) {
    return collector.spans(traceId).stream().filter(span -> span.name().equals(name)).toList();
  }

  private Span one(String name, Kind kind, String parentId) {
    await().atMost(SOON).until(() -> !below(name, parentId).isEmpty());
    assertThat(below(name, parentId)).hasSize(1);
    Span span = below(name, parentId).get(0);
    assertThat(span.kind()).isEqualTo(kind);
    return span;
  }

  private List<Span> below(String name, String parentId) {
    return named(name).stream().filter(span -> span.parentId().equals(parentId)).toList();
  }
}
