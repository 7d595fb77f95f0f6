package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.instance.LogFormat;
import io.kassa.system.Shop.Order;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a payment leaves in a log of JSON lines, and that it is found by the ids of its request. */
@Tag("payara")
class JsonLogIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TRACE_ID = UUID.randomUUID().toString().replace("-", "");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private final Shop shop = Shop.open();
  private final String account = shop.account(100_000);
  private LogFormat format;

  @BeforeEach
  void logJson() throws IOException {
    format = LogFormat.json();
  }

  @AfterEach
  void logAsBefore() throws IOException {
    format.close();
  }

  @Test
  void requestInvoiceAndWebhookAreFoundByTheIdsOfTheRequest() {
    String requestId = "test-" + UUID.randomUUID();
    Order order = shop.order(account, 100);
    try (Sink sink = Sink.answering(any -> 204)) {
      new Hooks(shop).at(sink.url("/all"));
      Reply confirmed =
          order
              .phone()
              .send(
                  order
                      .phone()
                      .request(order.path() + "/confirmation")
                      .header("Content-Type", "application/json")
                      .header("Request-Id", requestId)
                      .header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01")
                      .POST(BodyPublishers.ofString(Shop.BALANCE)));
      assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
      await().atMost(SOON).until(() -> sink.at("/all").size() == 2);
      // the payment's, and the one of the invoice that was made of it
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(saying("WebhookSender", "204", requestId)).hasSize(2));

      assertThat(saying("RequestCourse", "POST /payments/{id}/confirmation: 200", requestId))
          .hasSize(1);
      assertThat(saying("InvoiceListener", "its document is made", requestId)).hasSize(1);
      assertThat(saying("WebhookListener", "its deliveries are made", requestId)).hasSize(2);
      assertThat(of(requestId))
          .allSatisfy(
              line -> {
                assertThat(line.getString("paymentId")).isEqualTo(order.id());
                assertThat(line.getString("traceId")).isEqualTo(TRACE_ID);
                assertThat(line.getString("node")).matches("[0-9a-f-]{36}");
              });
      sink.at("/all").forEach(one -> assertThat(one.header("traceparent")).contains(TRACE_ID));
    }
  }

  /** A header that nobody can read as one becomes another id, and breaks no line. */
  @Test
  void everyLineIsAnObjectWithTimeLevelLoggerAndMessage() {
    String forged = "x\"}{\"forged\":\"";
    Reply answered =
        shop.server().send(shop.server().request("/payments").header("Request-Id", forged).GET());
    assertThat(answered.status()).isEqualTo(200);

    await().atMost(SOON).until(() -> !lines().isEmpty());
    assertThat(lines())
        .allSatisfy(
            line -> {
              assertThat(OffsetDateTime.parse(line.getString("Timestamp"), TIME))
                  .isAfter(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
              assertThat(line.getString("Level")).isNotEmpty();
              assertThat(line.get("LoggerName").getValueType())
                  .isEqualTo(JsonValue.ValueType.STRING);
              assertThat(line).doesNotContainKey("forged");
              assertThat(line.containsKey("LogMessage") || line.containsKey("Throwable")).isTrue();
            });
  }

  private static List<JsonObject> saying(String logger, String words, String requestId) {
    return of(requestId).stream()
        .filter(line -> line.getString("LoggerName").endsWith("." + logger))
        .filter(line -> line.getString("LogMessage").contains(words))
        .toList();
  }

  private static List<JsonObject> of(String requestId) {
    return lines().stream()
        .filter(line -> line.getString("requestId", "").equals(requestId))
        .toList();
  }

  /** The whole file; a line that is no JSON object fails here. */
  private static List<JsonObject> lines() {
    try {
      String text = Files.readString(Instance.current().server().log());
      // the last line may still be on its way
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole.lines().map(JsonLogIT::object).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static JsonObject object(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    } catch (RuntimeException malformed) {
      throw new AssertionError("no JSON object: " + line, malformed);
    }
  }
}
