package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The provider's own notices of refunds, of which nobody asks meanwhile. Alipay sends none: it says
 * at once what became of a refund.
 */
class RefundNoticeIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final long PAID = 100_040;

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Sandbox.shop(merchant);

  @BeforeAll
  static void resetProviders() {
    Sandbox.control(
        "{\"reset\":true,\"timeFactor\":20,\"payerMillis\":1500,\"lateCallbackMillis\":4000}");
  }

  @AfterAll
  static void backToTheStart() {
    Sandbox.control("{\"reset\":true}");
  }

  /** The digits of the amount say how the notice comes; see docs/sandbox.md. */
  @ParameterizedTest
  @CsvSource({"late, 50, 1", "twice, 49, 2", "first with a strange signature, 52, 2"})
  void refundSucceedsOnceByItsNotice(String how, long digits, int notices) {
    Order order = paid();
    Reply asked =
        shop.server()
            .post(
                order.path() + "/refunds",
                "{\"refundId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), 500 + digits));
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    String refund = asked.text("id");
    await().atMost(SOON).until(() -> rows("refunds where asks = 1 and id = '%s'", refund) == 1);
    Books.changeOne(
        "update refunds set due_at = now() + interval '1 day' where status = 'PENDING' and id = '"
            + refund
            + "'");

    await().atMost(SOON).until(() -> status(refund).equals("SUCCEEDED"));
    await().atMost(SOON).until(() -> sent(order).size() == notices);

    assertThat(rows("refunds where asks = 1 and id = '%s'", refund)).as("asked once").isEqualTo(1);
    assertThat(rows("channel_notices where refund_id = '%s'", refund)).isEqualTo(1);
    assertThat(rows("events where type = 'refund.succeeded' and object_id = '%s'", refund))
        .isEqualTo(1);
    assertThat(rows("postings where transaction_id = '%s'", refund)).isEqualTo(2);
    assertThat(shop.server().get(order.path()).json().getInt("amountRefunded"))
        .isEqualTo((int) (500 + digits));
    Sandbox.agreesWith(shop, merchant);
    Books.areRight();
  }

  private Order paid() {
    Order order = shop.order(null, PAID);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm("WECHAT_PAY").json().getJsonObject("nextAction")),
        "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    return order;
  }

  private String status(String refund) {
    return shop.server().get("/refunds/" + refund).text("status");
  }

  private static long rows(String which, String refund) {
    return Books.count("select count(*) from " + which.formatted(refund));
  }

  /** The attempts to tell of the order's refund. */
  private static List<JsonObject> sent(Order order) {
    return Sandbox.orders(order)
        .get(0)
        .getJsonArray("callbacks")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(callback -> callback.getString("event").startsWith("REFUND"))
        .flatMap(
            callback -> callback.getJsonArray("attempts").getValuesAs(JsonObject.class).stream())
        .toList();
  }
}
