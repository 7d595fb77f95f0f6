package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events by cursor and as a stream. */
class EventsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Shop shop = Shop.open("ON_REQUEST");
  private final String account = shop.account(10_000);

  @Test
  void cursorLeadsThroughAllEventsOnceAndGoesOnWhereItEnded() {
    List<String> paid = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      paid.add(paid().id());
    }
    await().atMost(SOON).until(() -> page(null, 100).size() == 5);

    List<String> seen = new ArrayList<>();
    String cursor = null;
    for (int i = 0; i < 3; i++) {
      Reply page = shop.server().get("/events?limit=2" + after(cursor));
      items(page).forEach(event -> seen.add(event.getString("paymentId")));
      cursor = page.text("nextCursor");
    }
    assertThat(seen).containsExactlyElementsOf(paid);

    Reply nothing = shop.server().get("/events?cursor=" + cursor);
    assertThat(items(nothing)).isEmpty();
    assertThat(nothing.text("nextCursor")).isEqualTo(cursor);
    Order later = paid();
    String end = cursor;
    await().atMost(SOON).until(() -> page(end, 100).size() == 1);
    JsonObject event = page(end, 100).get(0);
    assertThat(event.getString("type")).isEqualTo("payment.succeeded");
    assertThat(event.getInt("sequence")).isEqualTo(1);
    assertThat(event.getJsonObject("data")).isEqualTo(shop.server().get(later.path()).json());
  }

  /** The held one has the lower position: had the reader passed it, it would never be seen. */
  @Test
  void transactionThatIsHeldOpenWhileLaterOnesCommitIsNotMissed() throws Exception {
    UUID held = UUID.randomUUID();
    List<String> seen = new ArrayList<>();
    String cursor;
    try (Connection open = Instance.current().database().owner()) {
      open.setAutoCommit(false);
      insert(open, held);
      String first = paid().id();
      String second = paid().id();
      Reply early = shop.server().get("/events?limit=100");
      items(early).forEach(event -> seen.add(event.getString("objectId")));
      assertThat(seen).doesNotContain(held.toString(), first, second);
      cursor = early.json().getString("nextCursor", null);
      open.commit();
      await()
          .atMost(SOON)
          .until(
              () -> page(cursor, 100).stream().map(event -> event.getString("objectId")).toList(),
              ids -> ids.equals(List.of(held.toString(), first, second)));
    }
  }

  private void insert(Connection open, UUID id) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(
          """
          insert into kassa.events (merchant_id, id, object_id, type, created_at)
          values ('%s', '%s', '%s', 'webhook.endpoint_disabled', now())
          """
              .formatted(shop.merchantId(), UUID.randomUUID(), id));
    }
  }

  @Test
  void typeFiltersAndOthersAreRefused() {
    paid();
    assertThat(shop.order(account, 10).phone().send("POST", paid().path()).status()).isEqualTo(405);
    Order canceled = shop.order(account, 10);
    assertThat(shop.server().send("POST", canceled.path() + "/cancellation").status())
        .isEqualTo(200);

    await()
        .atMost(SOON)
        .until(() -> items(shop.server().get("/events?type=payment.canceled")).size() == 1);
    Reply unknown = shop.server().get("/events?type=payment.vanished");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.fields()).containsExactly("type");
    assertThat(shop.server().get("/events?merchantId=" + UUID.randomUUID()).fields())
        .containsExactly("merchantId");
    assertThat(Client.operator().get("/events").fields()).containsExactly("merchantId");
    assertThat(items(Client.auditor().get("/events?merchantId=" + shop.merchantId()))).hasSize(3);
    Shop other = Shop.open();
    String cursor = shop.server().get("/events").text("nextCursor");
    assertThat(other.server().get("/events?cursor=" + cursor).fields()).containsExactly("cursor");
  }

  @Test
  void streamTellsThePhoneAtOnceAndEnds() throws Exception {
    Order order = shop.order(account, 10);
    HttpResponse<InputStream> stream = follow(order, null);
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(stream.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(stream));
    await().during(Duration.ofMillis(500)).until(() -> !text.isDone());

    assertThat(order.confirm().status()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(5)).until(text::isDone);
    assertThat(text.join())
        .contains("id: 1")
        .contains("event: payment.succeeded")
        .contains("\"status\":\"SUCCEEDED\"")
        .doesNotContain("metadata");
    assertThat(read(follow(order, "1"))).doesNotContain("event:");
    assertThat(read(follow(order, "0"))).contains("id: 1");
  }

  @Test
  void streamTellsOfADeclineThoughItIsNoEvent() throws Exception {
    Shop slow = Shop.open("ON_REQUEST").with("TEST", "{\"delayMillis\":\"1000\"}");
    Order order = slow.order(null, 1_290);
    HttpResponse<InputStream> stream = follow(order, null);

    assertThat(order.confirm("TEST").status()).isEqualTo(402);
    assertThat(order.phone().send("POST", order.path() + "/cancellation").status()).isEqualTo(200);

    assertThat(read(stream))
        .contains("event: payment.changed", "\"status\":\"PROCESSING\"")
        .contains("event: payment.canceled");
  }

  @Test
  void streamOfAnotherPaymentIsNotFoundAndTooManyAreRefused() throws Exception {
    Order order = shop.order(account, 10);
    Order other = shop.order(account, 10);
    assertThat(other.phone().get(order.path() + "/events", "text/event-stream").status())
        .isEqualTo(404);
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open.add(follow(order, null));
    }
    HttpResponse<InputStream> ninth = follow(order, null);
    assertThat(ninth.statusCode()).isEqualTo(503);
    assertThat(order.phone().send("POST", order.path() + "/cancellation").status()).isEqualTo(200);
    for (HttpResponse<InputStream> stream : open) {
      assertThat(read(stream)).contains("payment.canceled");
    }
  }

  private static HttpResponse<InputStream> follow(Order order, String last)
      throws IOException, InterruptedException {
    var request =
        order.phone().request(order.path() + "/events").header("Accept", "text/event-stream");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    return HttpClient.newHttpClient()
        .send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String read(HttpResponse<InputStream> stream) {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    return String.join("\n", reader.lines().toList());
  }

  private Order paid() {
    Order order = shop.order(account, 10);
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private List<JsonObject> page(String cursor, int limit) {
    return items(shop.server().get("/events?limit=" + limit + after(cursor)));
  }

  private static String after(String cursor) {
    return cursor == null ? "" : "&cursor=" + cursor;
  }

  private static List<JsonObject> items(Reply page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }
}
