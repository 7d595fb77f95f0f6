package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.client.verification.WebhookVerifier;
import io.kassa.system.Hooks.Hook;
import io.kassa.system.Shop.Order;
import io.kassa.system.Sink.Received;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How a licensed fapiao service is reached: its desk takes the events of issued documents, reads
 * each document as XML and makes one fapiao of it, however often it is told.
 */
class FapiaoPortIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Shop shop = Shop.open();
  private final Map<String, String> fapiaos = new ConcurrentHashMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicBoolean serviceIsAway = new AtomicBoolean();
  private final Sink desk = Sink.answering(this::take);
  private final Hook hook =
      new Hooks(shop).at(desk.url("/desk"), "invoice.issued", "refund.credit_note_issued");

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void oneFapiaoIsMadeOfAnInvoiceThoughTheServiceWasAway() {
    serviceIsAway.set(true);
    Order order = paid();
    await().atMost(SOON).until(() -> told.size() == 1);
    assertThat(fapiaos).isEmpty();

    serviceIsAway.set(false);

    await().atMost(SOON).until(() -> !fapiaos.isEmpty());
    JsonObject invoice = shop.server().get(order.path() + "/invoice").json();
    assertThat(fapiaos).containsOnlyKeys(invoice.getString("number"));
    assertThat(fapiaos.get(invoice.getString("number")))
        .contains("上海某某有限公司", "91310000717854505C", ">12.50<", "茶");
    assertThat(told).as("the same event twice").hasSize(2).containsOnly(told.get(0));
  }

  @Test
  void creditNoteLeadsToARedFapiaoOfItsInvoice() {
    Order order = paid();
    await().atMost(SOON).until(() -> fapiaos.size() == 1);
    String invoice = fapiaos.keySet().iterator().next();

    Reply refund =
        shop.server()
            .post(order.path() + "/refunds", "{\"refundId\":\"%s\"}".formatted(UUID.randomUUID()));
    assertThat(refund.status()).as(refund.body()).isEqualTo(201);

    await().atMost(SOON).until(() -> fapiaos.size() == 2);
    String red =
        fapiaos.keySet().stream()
            .filter(number -> number.startsWith("CN-"))
            .findFirst()
            .orElseThrow();
    assertThat(fapiaos.get(red)).contains(invoice, ">12.50<");
  }

  /** What a desk does: believe the signature, read the document, ask the service, then answer. */
  private int take(Received one) {
    String eventId = one.header("webhook-id");
    WebhookVerifier.of(hook.secret())
        .verify(
            eventId, one.header("webhook-timestamp"), one.header("webhook-signature"), one.bytes());
    told.add(eventId);
    if (serviceIsAway.get()) {
      return 503;
    }
    JsonObject event = Sink.json(one);
    JsonObject data = event.getJsonObject("data");
    String document =
        event.getString("type").equals("invoice.issued")
            ? "/payments/" + data.getString("paymentId") + "/invoice"
            : "/refunds/" + data.getString("id") + "/credit-note";
    String number = shop.server().get(document).text("number");
    fapiaos.putIfAbsent(number, shop.server().get(document, "application/xml").body());
    return 204;
  }

  private Order paid() {
    Reply created =
        shop.server()
            .post(
                "/payments",
                """
                {"orderId":"%s","amount":1250,"currency":"CNY","payer":{"accountId":"%s"},
                 "lines":[{"description":"Tea 茶","quantity":1,"unitAmount":1250,"taxRate":13}],
                 "invoice":{"buyerName":"上海某某有限公司","buyerTaxId":"91310000717854505C"}}
                """
                    .formatted(UUID.randomUUID(), shop.account(2_000)));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Order order = new Order(created.text("id"), created.text("paymentKey"));
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }
}
