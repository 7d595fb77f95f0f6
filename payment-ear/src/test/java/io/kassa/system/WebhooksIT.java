package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.kassa.client.model.Event;
import io.kassa.client.verification.WebhookVerifier;
import io.kassa.system.Hooks.Hook;
import io.kassa.system.Shop.Order;
import io.kassa.system.Sink.Received;
import jakarta.json.JsonObject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Deliveries to a merchant's server on the loopback address, which the site allows for tests. */
class WebhooksIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Shop shop = Shop.open();
  private final String account = shop.account(100_000);
  private final Hooks hooks = new Hooks(shop);

  @Test
  void deliveryIsVerifiedByTheOfficialLibraryAndByOurs() throws Exception {
    try (Sink sink = Sink.answering(any -> 204)) {
      Hook hook = hooks.at(sink.url("/all"));
      Order order = paid();

      await().atMost(SOON).until(() -> sink.at("/all").size() >= 2);

      for (Received one : sink.at("/all")) {
        new Webhook(hook.secret()).verify(one.body(), headers(one));
        Event event = verified(hook.secret(), one);
        assertThat(event.paymentId()).contains(order.id());
        assertThatThrownBy(() -> new Webhook(hook.secret()).verify(one.body() + " ", headers(one)))
            .isInstanceOf(WebhookVerificationException.class);
      }
      assertThat(sink.at("/all").stream().map(one -> verified(hook.secret(), one)))
          .extracting(Event::type)
          .containsExactlyInAnyOrder("payment.succeeded", "invoice.issued");
    }
  }

  @Test
  void dataIsThePaymentAsTheMerchantsApiShowsIt() {
    try (Sink sink = Sink.answering(any -> 204)) {
      Shop quiet = Shop.open("ON_REQUEST");
      new Hooks(quiet).at(sink.url("/one"));
      Order order = quiet.order(quiet.account(50), 10);
      assertThat(order.confirm().status()).isEqualTo(200);

      await().atMost(SOON).until(() -> sink.at("/one").size() == 1);

      JsonObject sent = Sink.json(sink.at("/one").get(0));
      assertThat(sent.getJsonObject("data")).isEqualTo(quiet.server().get(order.path()).json());
      assertThat(sent.keySet()).startsWith("type", "timestamp");
      assertThat(sent.getInt("sequence")).isEqualTo(1);
    }
  }

  @Test
  void endpointGetsOnlyWhatItAskedFor() {
    try (Sink sink = Sink.answering(any -> 204)) {
      Hook invoices = hooks.at(sink.url("/invoices"), "invoice.issued");
      hooks.at(sink.url("/all"));
      paid();

      await().atMost(SOON).until(() -> sink.at("/all").size() == 2);
      await().atMost(SOON).until(() -> sink.at("/invoices").size() == 1);
      assertThat(hooks.deliveries(invoices))
          .extracting(delivery -> delivery.getString("type"))
          .containsExactly("invoice.issued");
    }
  }

  @Test
  void bothSecretsSignDuringARotation() throws Exception {
    try (Sink sink = Sink.answering(any -> 204)) {
      Hook hook = hooks.at(sink.url("/r"), "payment.succeeded");
      Reply rotated = Client.operator().post(hook.path() + "/rotation", "{\"overlapSeconds\":60}");
      assertThat(rotated.status()).as(rotated.body()).isEqualTo(200);
      paid();
      await().atMost(SOON).until(() -> sink.at("/r").size() == 1);

      Received one = sink.at("/r").get(0);
      assertThat(rotated.text("secret")).isNotEqualTo(hook.secret());
      for (String secret : List.of(hook.secret(), rotated.text("secret"))) {
        new Webhook(secret).verify(one.body(), headers(one));
        verified(secret, one);
      }

      assertThat(
              Client.operator().post(hook.path() + "/rotation", "{\"overlapSeconds\":0}").status())
          .isEqualTo(200);
      paid();
      await().atMost(SOON).until(() -> sink.at("/r").size() == 2);
      Received after = sink.at("/r").get(1);
      assertThatThrownBy(
              () -> new Webhook(rotated.text("secret")).verify(after.body(), headers(after)))
          .isInstanceOf(WebhookVerificationException.class);
    }
  }

  @Test
  void failureIsSentAgainWithTheSameIdAndEveryAttemptIsRecorded() {
    AtomicInteger calls = new AtomicInteger();
    try (Sink sink = Sink.answering(any -> calls.incrementAndGet() < 3 ? 500 : 200)) {
      Hook hook = hooks.at(sink.url("/flaps"), "payment.succeeded");
      paid();

      await().atMost(Duration.ofSeconds(60)).until(() -> status(hook).equals("DELIVERED"));

      assertThat(sink.at("/flaps").stream().map(one -> one.header("webhook-id")).distinct())
          .hasSize(1);
      Reply delivery =
          shop.server().get("/webhook-deliveries/" + hooks.deliveries(hook).get(0).getString("id"));
      assertThat(
              delivery.json().getJsonArray("attempts").getValuesAs(JsonObject.class).stream()
                  .map(attempt -> attempt.getInt("status")))
          .containsExactly(500, 500, 200);
    }
  }

  @Test
  void redirectIsNotFollowed() {
    try (Sink sink = Sink.answering(any -> 302)) {
      Hook hook = hooks.at(sink.url("/moved"), "payment.succeeded");
      paid();

      await().atMost(SOON).until(() -> sink.at("/moved").size() >= 2);

      assertThat(sink.at("/elsewhere")).isEmpty();
      assertThat(status(hook)).isEqualTo("PENDING");
    }
  }

  @Test
  void parkedDeliveryIsSentWhenSomebodyAsks() {
    AtomicInteger status = new AtomicInteger(503);
    try (Sink sink = Sink.answering(any -> status.get())) {
      Hook hook = hooks.at(sink.url("/parked"), "payment.succeeded");
      paid();
      await().atMost(SOON).until(() -> sink.at("/parked").size() == 1);
      Books.changeOne(
          "update webhook_deliveries set give_up_at = now() where endpoint_id = '%s'"
              .formatted(hook.id()));
      await().atMost(SOON).until(() -> status(hook).equals("PARKED"));
      status.set(200);

      String id = hooks.deliveries(hook).get(0).getString("id");
      assertThat(Shop.open().server().get("/webhook-deliveries/" + id).status()).isEqualTo(404);
      Reply retried = Client.operator().send("POST", "/webhook-deliveries/" + id + "/retry");
      assertThat(retried.status()).as(retried.body()).isEqualTo(200);

      await().atMost(SOON).until(() -> status(hook).equals("DELIVERED"));
      assertThat(sink.at("/parked").stream().map(one -> one.header("webhook-id")).distinct())
          .hasSize(1);
    }
  }

  @Test
  void parkedDeliveriesAreSentTogether() {
    AtomicInteger status = new AtomicInteger(503);
    try (Sink sink = Sink.answering(any -> status.get())) {
      Hook hook = hooks.at(sink.url("/bulk"), "payment.succeeded");
      paid();
      paid();
      await().atMost(SOON).until(() -> hooks.deliveries(hook).size() == 2);
      Books.script(
          "update webhook_deliveries set give_up_at = now() where endpoint_id = '%s'"
              .formatted(hook.id()));
      await()
          .atMost(SOON)
          .until(
              () ->
                  hooks.deliveries(hook).stream()
                      .allMatch(one -> one.getString("status").equals("PARKED")));
      status.set(200);

      Reply retried = Client.operator().send("POST", hook.path() + "/retry");

      assertThat(retried.json().getInt("retried")).isEqualTo(2);
      await().atMost(SOON).until(() -> sink.taken("/bulk").size() == 2);
    }
  }

  @Test
  void endpointThatFailsForDaysIsDisabledWithAnEventAndAnIncident() {
    try (Sink sink = Sink.answering(one -> one.path().equals("/bad") ? 500 : 200)) {
      Hook bad = hooks.at(sink.url("/bad"), "payment.succeeded");
      hooks.at(sink.url("/good"), "webhook.endpoint_disabled");
      paid();
      await()
          .atMost(SOON)
          .until(() -> Client.operator().get(bad.path()).json().containsKey("failingSince"));
      Books.changeOne(
          "update webhook_endpoints set failing_since = now() - interval '6 days' where id = '%s'"
              .formatted(bad.id()));

      await().atMost(SOON).until(() -> sink.at("/good").size() == 1);

      Reply disabled = Client.operator().get(bad.path());
      assertThat(disabled.json().getBoolean("enabled")).isFalse();
      assertThat(disabled.text("disabledReason")).isEqualTo("failing");
      assertThat(
              Books.count(
                  "select count(*) from incidents where kind = 'webhook-endpoint-disabled'"
                      + " and subject = '"
                      + bad.id()
                      + "'"))
          .isEqualTo(1);
      await().atMost(SOON).until(() -> status(bad).equals("PARKED"));
    }
  }

  @Test
  void endpointThatDoesNotAnswerDelaysNoOther() {
    CountDownLatch end = new CountDownLatch(1);
    try (Sink slow = Sink.answering(any -> waiting(end));
        Sink fast = Sink.answering(any -> 204)) {
      hooks.at(slow.url("/slow"), "payment.succeeded");
      hooks.at(fast.url("/fast"), "payment.succeeded");
      for (int i = 0; i < 40; i++) {
        paid();
      }
      await().atMost(Duration.ofSeconds(8)).until(() -> fast.taken("/fast").size() == 40);
      assertThat(slow.at("/slow")).isNotEmpty();
      assertThat(slow.taken("/slow")).isEmpty();
    } finally {
      end.countDown();
    }
  }

  @Test
  void addressesThatAreNotPublicAreRefused() {
    String live =
        Client.operator().post("/merchants", "{\"name\":\"Live\",\"mode\":\"LIVE\"}").text("id");
    for (String url :
        List.of(
            "http://127.0.0.1:8080/x",
            "http://shop.example/x",
            "https://127.0.0.1/x",
            "https://10.0.0.1/x",
            "https://[::1]/x",
            "https://[::ffff:93.184.216.34]/x",
            "https://169.254.169.254/latest",
            "https://user@shop.example/x",
            "https://shop.example:8443/x",
            "ftp://shop.example/x")) {
      Reply refused =
          Client.operator()
              .post("/merchants/" + live + "/webhook-endpoints", "{\"url\":\"" + url + "\"}");
      assertThat(refused.status()).as(url + " " + refused.body()).isEqualTo(400);
      assertThat(refused.fields()).as(url).containsExactly("url");
    }
    Reply test = Client.operator().post(hooks.path(), "{\"url\":\"http://10.0.0.1/x\"}");
    assertThat(test.status()).as(test.body()).isEqualTo(400);
  }

  private Order paid() {
    Order order = shop.order(account, 10);
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private String status(Hook hook) {
    List<JsonObject> deliveries = hooks.deliveries(hook);
    return deliveries.isEmpty() ? "" : deliveries.get(0).getString("status");
  }

  private static int waiting(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return 500;
  }

  private static HttpHeaders headers(Received one) {
    return HttpHeaders.of(one.headers(), (name, value) -> true);
  }

  private static Event verified(String secret, Received one) {
    return WebhookVerifier.of(secret)
        .verify(
            one.header("webhook-id"),
            one.header("webhook-timestamp"),
            one.header("webhook-signature"),
            one.bytes());
  }
}
