package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scene of each provider, from the confirmation to the callback, against the sandbox. */
class ChannelScenesIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Sandbox.shop(merchant);

  @BeforeAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true}");
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
    Sandbox.agreesWith(shop, merchant);
  }

  @ParameterizedTest
  @CsvSource({
    "WECHAT_PAY, NATIVE, qr_code",
    "WECHAT_PAY, APP,    app_invoke",
    "WECHAT_PAY, H5,     redirect",
    "WECHAT_PAY, JSAPI,  app_invoke",
    "ALIPAY,     NATIVE, qr_code",
    "ALIPAY,     APP,    app_invoke",
    "ALIPAY,     H5,     redirect",
  })
  void payerPaysWhatThePhoneShows(String channel, String scene, String type) {
    Order order = shop.order(null, 1_200);

    Reply confirmed = order.confirm(channel, scene);

    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(202);
    JsonObject action = confirmed.json().getJsonObject("nextAction");
    assertThat(action.getString("type")).isEqualTo(type);
    assertThat(order.confirm(channel, scene).body()).isEqualTo(confirmed.body());
    Sandbox.scan(shown(action), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    Reply confirmation = order.phone().get(order.path() + "/confirmation");
    assertThat(confirmation.text("channel")).isEqualTo(channel);
    assertThat(confirmation.text("channelTransactionId"))
        .isEqualTo(Sandbox.orders(order).get(0).getString("transactionId"));
    assertThat(Sandbox.charges(order)).isEqualTo(1);
    await().atMost(SOON).until(() -> noticeTaken(order));
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void anotherChannelClosesTheFirstOneThere(String first) {
    String second = first.equals("ALIPAY") ? "WECHAT_PAY" : "ALIPAY";
    Order order = shop.order(null, 1_200);
    JsonObject action = order.confirm(first).json().getJsonObject("nextAction");
    Sandbox.scan(shown(action), "open");

    Reply other = order.confirm(second);

    assertThat(other.status()).as(other.body()).isEqualTo(202);
    assertThat(Sandbox.orders(order).get(0).getString("state")).isEqualTo("CLOSED");
    Sandbox.scan(shown(other.json().getJsonObject("nextAction")), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    assertThat(order.attempts()).containsExactly("CLOSED", "SUCCEEDED");
    assertThat(Sandbox.charges(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void canceledPaymentCannotBePaidAtTheProvider(String channel) {
    Order order = shop.order(null, 1_200);
    JsonObject action = order.confirm(channel).json().getJsonObject("nextAction");
    Sandbox.scan(shown(action), "open");

    Reply canceled = shop.server().send("POST", order.path() + "/cancellation");

    assertThat(canceled.status()).as(canceled.body()).isEqualTo(200);
    assertThat(canceled.text("status")).isEqualTo("CANCELED");
    assertThat(Sandbox.orders(order).get(0).getString("state")).isEqualTo("CLOSED");
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void certificatesVerifyTheProviderAsKeysDo(String channel) throws IOException {
    SandboxMerchant certified = Sandbox.merchant();
    Shop other =
        Shop.open()
            .with("WECHAT_PAY", certified.weChatPayByCertificates().toString())
            .with("ALIPAY", certified.alipayByCertificates().toString());
    Order order = other.order(null, 1_200);

    Reply confirmed = order.confirm(channel);

    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(202);
    await().atMost(SOON).until(() -> order.confirm(channel).json().containsKey("nextAction"));
    Sandbox.scan(shown(order.confirm(channel).json().getJsonObject("nextAction")), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
  }

  @Test
  void sceneThatNeedsAPayerSaysSo() {
    Order order = shop.order(null, 1_200);

    Reply refused =
        order
            .phone()
            .post(
                order.path() + "/confirmation", "{\"channel\":\"WECHAT_PAY\",\"scene\":\"JSAPI\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly("payer.openid");
  }

  @Test
  void disabledConfigurationTakesNothingNewAndNoNotices() {
    Shop closing = Shop.open();
    String id = closing.configure("TEST", "{}");
    Client.operator()
        .patch(
            "/merchants/" + closing.merchantId() + "/channel-configurations/" + id,
            "{\"enabled\":false}");
    Order order = closing.order(null, 1_200);

    assertThat(order.confirm("TEST").fields()).containsExactly("channel");
    assertThat(Client.nobody().post("/channels/wechat-pay/notifications/" + id, "{}").status())
        .isEqualTo(404);
  }

  static boolean noticeTaken(Order order) {
    return Books.count(
            """
            select count(*) from channel_notices n
              join attempts a on a.merchant_id = n.merchant_id and a.id = n.attempt_id
             where a.payment_id = '%s'
            """
                .formatted(order.id()))
        == 1;
  }

  /** What a payer gets to see, whatever its form. */
  static String shown(JsonObject action) {
    return switch (action.getString("type")) {
      case "qr_code" -> action.getString("content");
      case "redirect" -> Sandbox.visited(action.getString("url"));
      default ->
          String.join(
              "&",
              action.getJsonObject("parameters").values().stream()
                  .map(value -> ((JsonString) value).getString())
                  .toList());
    };
  }
}
