package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A notice whose invoice cannot be made, since its buyer's data were damaged in the database. */
class DeadLetterIT {
  private static final String QUEUE = "kassa.deadLetters";
  private static final int CLICKS = 4;

  private final Shop shop = Shop.open();
  private final String account = shop.account(1_000);

  @Test
  void noticeThatCannotBeFollowedDiesAfterSixTriesAndIsReplayedOnce() throws Exception {
    int buried = Instance.current().server().messagesIn(QUEUE);
    double dead = Metrics.value("kassa_outbox_dead");
    Order poisoned = orderWithBuyer();
    damageOrRepairBuyer(poisoned);
    assertThat(poisoned.confirm().status()).isEqualTo(200);
    String eventId = eventOf(poisoned);

    await().atMost(Duration.ofSeconds(20)).until(() -> column(eventId, "failures").equals("1"));
    Order sound = shop.order(account, 10);
    assertThat(sound.confirm().status()).isEqualTo(200);
    assertThat(longestWaits(eventId))
        .hasEntrySatisfying(2, wait -> assertThat(wait).isBetween(1.0, 2.0))
        .hasEntrySatisfying(3, wait -> assertThat(wait).isBetween(3.0, 4.0))
        .hasEntrySatisfying(4, wait -> assertThat(wait).isBetween(7.0, 8.0))
        .hasEntrySatisfying(5, wait -> assertThat(wait).isBetween(15.0, 16.0));
    assertThat(invoiceNumber(sound)).as("another payment went on").endsWith("-000001");

    JsonObject letter = letter(eventId).orElseThrow();
    assertThat(letter.getInt("failures")).isEqualTo(6);
    assertThat(letter.getString("consumer")).isEqualTo("invoice");
    assertThat(letter.getString("paymentId")).isEqualTo(poisoned.id());
    assertThat(letter.getString("lastError")).isNotBlank().doesNotContain("Li Bai");
    assertThat(Metrics.value("kassa_outbox_dead")).isEqualTo(dead + 1);
    await().untilAsserted(() -> assertThat(messages()).isEqualTo(buried + 1));

    damageOrRepairBuyer(poisoned);
    assertThat(replayAtOnce(eventId)).containsOnlyOnce(202).containsOnly(202, 404);

    await().atMost(Duration.ofSeconds(30)).until(() -> hasInvoice(poisoned));
    assertThat(invoiceNumber(poisoned)).as("failures left no gap").endsWith("-000002");
    assertThat(letter(eventId)).isEmpty();
    assertThat(Metrics.value("kassa_outbox_dead")).isEqualTo(dead);
    assertThat(messages()).isEqualTo(buried);
    Reply late = replay(eventId);
    assertThat(late.status()).isEqualTo(404);
    assertThat(late.code()).isEqualTo("not-found");
    assertThat(effects(poisoned, eventId)).containsExactly("1", "1", "1", "1");
    Books.areRight();
  }

  @Test
  void replayOfWhatIsNotDeadIsNotFound() {
    assertThat(replay(UUID.randomUUID().toString()).status()).isEqualTo(404);
  }

  private Order orderWithBuyer() {
    Reply created =
        shop.server()
            .post(
                "/payments",
                """
                {"orderId":"%s","amount":10,"currency":"CNY","description":"Green tea 绿茶",
                 "payer":{"accountId":"%s"},"invoice":{"buyerName":"Li Bai"}}
                """
                    .formatted(UUID.randomUUID(), account));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Order(created.text("id"), created.text("paymentKey"));
  }

  /**
   * Flips the last byte of the sealed buyer, which its seal does not forgive; twice is repaired.
   */
  private static void damageOrRepairBuyer(Order order) {
    Books.changeOne(
        """
        update payments
           set sealed_buyer = set_byte(sealed_buyer, octet_length(sealed_buyer) - 1,
                 255 - get_byte(sealed_buyer, octet_length(sealed_buyer) - 1))
         where id = '%s'
        """
            .formatted(order.id()));
  }

  /**
   * Until the notice is dead: the longest wait for the next try that was seen after each failure.
   */
  private static Map<Integer, Double> longestWaits(String eventId) {
    Map<Integer, Double> longest = new TreeMap<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              Books.strings(
                      """
                      select failures || ' ' || extract(epoch from due_at - clock_timestamp())
                        from outbox where event_id = '%s' and sent_at is null
                         and leased_by is null and dead_at is null
                      """
                          .formatted(eventId))
                  .forEach(
                      seen -> {
                        int space = seen.indexOf(' ');
                        longest.merge(
                            Integer.valueOf(seen.substring(0, space)),
                            Double.valueOf(seen.substring(space + 1)),
                            Math::max);
                      });
              return column(eventId, "dead_at is not null").equals("true");
            });
    return longest;
  }

  private static List<Integer> replayAtOnce(String eventId) {
    return IntStream.range(0, CLICKS)
        .parallel()
        .map(i -> replay(eventId).status())
        .boxed()
        .toList();
  }

  private static Reply replay(String eventId) {
    return Client.operator().send("POST", "/dead-letters/" + eventId + "/replay");
  }

  private static Optional<JsonObject> letter(String eventId) {
    return Client.auditor()
        .get("/dead-letters?limit=100")
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(item -> item.getString("eventId").equals(eventId))
        .findFirst();
  }

  private static boolean hasInvoice(Order order) {
    return order.phone().get(order.path() + "/invoice").status() == 200;
  }

  private static String invoiceNumber(Order order) {
    return order.phone().get(order.path() + "/invoice").text("number");
  }

  private static int messages() throws IOException {
    return Instance.current().server().messagesIn(QUEUE);
  }

  private static String eventOf(Order order) {
    return Books.strings(
            "select event_id::text from outbox where payment_id = '" + order.id() + "'")
        .get(0);
  }

  private static String column(String eventId, String expression) {
    return Books.strings(
            "select (" + expression + ")::text from outbox where event_id = '" + eventId + "'")
        .get(0);
  }

  /** Numbers of invoices, of events that tell of one, of receipts and of audited replays. */
  private static List<String> effects(Order order, String eventId) {
    return Books.strings(
        """
        select count(*)::text from invoices where payment_id = '%1$s'
        union all
        select count(*)::text from events where payment_id = '%1$s' and type = 'invoice.issued'
        union all
        select count(*)::text from receipts where event_id = '%2$s'
        union all
        select count(*)::text from audit_entries
         where object_id = '%2$s' and action = 'dead-letter.replayed'
        """
            .formatted(order.id(), eventId));
  }
}
