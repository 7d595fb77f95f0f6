package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.SandboxMerchant;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of channels, as operators make and change them. */
class ChannelConfigurationsIT {
  private final SandboxMerchant sandbox = Sandbox.merchant();
  private final Shop shop = Shop.open();
  private final String path = "/merchants/" + shop.merchantId() + "/channel-configurations";

  @Test
  void secretsGoInAndNeverComeOut() throws IOException {
    JsonObject settings = sandbox.weChatPay();

    Reply made = create("WECHAT_PAY", settings);

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String one = path + "/" + made.text("id");
    assertThat(made.header("Location")).endsWith(one);
    for (Reply seen : new Reply[] {made, operator().get(path), operator().get(one)}) {
      assertThat(seen.body())
          .contains(settings.getString("mchid"))
          .contains("apiV3Key")
          .doesNotContain(settings.getString("apiV3Key"))
          .doesNotContain("PRIVATE KEY");
    }
    assertThat(
            Books.strings(
                "select settings from channel_configurations where id = '" + made.text("id") + "'"))
        .noneMatch(text -> text.contains(settings.getString("apiV3Key")));
    assertThat(made.text("notifyUrl"))
        .endsWith("/api/v1/channels/wechat-pay/notifications/" + made.text("id"));
  }

  @Test
  void changeReplacesWhatItNames() throws IOException {
    Reply made = create("WECHAT_PAY", sandbox.weChatPay());
    String one = path + "/" + made.text("id");

    Reply changed =
        operator()
            .patch(
                one,
                """
                {"scenes":["H5"],"settings":{"apiV3Key":"%s","h5Type":"iOS"}}
                """
                    .formatted("k".repeat(32)));

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.json().getJsonArray("scenes").toString()).isEqualTo("[\"H5\"]");
    assertThat(changed.json().getJsonObject("settings").getString("h5Type")).isEqualTo("iOS");
    assertThat(changed.json().getInt("version")).isEqualTo(2);
    Reply removed = operator().patch(one, "{\"settings\":{\"h5Type\":\"\"}}");
    assertThat(removed.json().getJsonObject("settings")).doesNotContainKey("h5Type");
    Reply broken = operator().patch(one, "{\"settings\":{\"apiV3Key\":\"\"}}");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.fields()).containsExactly("settings.apiV3Key");
    assertThat(operator().get("/audit/entries?limit=10").body())
        .contains("channel-configuration.changed")
        .doesNotContain("k".repeat(32));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"channel\":\"BALANCE\"}', channel",
    "'{\"channel\":\"TEST\",\"settings\":{\"nothing\":\"x\"}}', settings.nothing",
    "'{\"channel\":\"TEST\",\"settings\":{\"delayMillis\":\"x\"}}', settings.delayMillis",
    "'{\"channel\":\"TEST\",\"scenes\":[]}', scenes",
    "'{\"channel\":\"TEST\",\"notifyUrl\":\"ftp://x/\"}', notifyUrl",
    "'{\"channel\":\"TEST\",\"notifyUrl\":\"http://x/?a=1\"}', notifyUrl",
    "'{\"channel\":\"ALIPAY\",\"settings\":{}}', settings.appId",
  })
  void whatCannotWorkIsRefusedByName(String body, String field) {
    Reply refused = operator().post(path, body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.fields()).contains(field);
  }

  @Test
  void liveMerchantCannotNameASandbox() throws IOException {
    String live =
        operator()
            .post(
                "/merchants",
                "{\"name\":\"Live %s\",\"mode\":\"LIVE\"}".formatted(UUID.randomUUID()))
            .text("id");

    Reply weChatPay =
        operator()
            .post(
                "/merchants/" + live + "/channel-configurations",
                body("WECHAT_PAY", sandbox.weChatPay()));
    Reply alipay =
        operator()
            .post(
                "/merchants/" + live + "/channel-configurations", body("ALIPAY", sandbox.alipay()));

    assertThat(weChatPay.fields()).containsExactly("settings.baseUrl");
    assertThat(alipay.fields()).containsExactly("settings.gatewayUrl");
  }

  @Test
  void newestEnabledConfigurationIsUsed() throws IOException {
    create("WECHAT_PAY", sandbox.weChatPay());
    String second = create("WECHAT_PAY", sandbox.weChatPay()).text("id");
    Shop.Order order = shop.order(null, 1_240);

    assertThat(order.confirm("WECHAT_PAY").status()).isEqualTo(202);

    assertThat(
            Books.strings(
                "select configuration_id from attempts where payment_id = '" + order.id() + "'"))
        .containsExactly(second);
  }

  @Test
  void anotherMerchantsConfigurationIsNotFound() {
    String id = shop.configure("TEST", "{}");
    String foreign = "/merchants/" + Shop.open().merchantId() + "/channel-configurations/" + id;

    assertThat(operator().get(foreign).status()).isEqualTo(404);
    assertThat(operator().patch(foreign, "{\"enabled\":false}").status()).isEqualTo(404);
  }

  private Reply create(String channel, JsonObject settings) {
    return operator().post(path, body(channel, settings));
  }

  private static String body(String channel, JsonObject settings) {
    return Json.createObjectBuilder()
        .add("channel", channel)
        .add("settings", settings)
        .build()
        .toString();
  }

  private static Client operator() {
    return Client.operator();
  }
}
