package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One payment through each provider: the phone shows a QR code, a payer of the sandbox scans it and
 * pays, the provider's notification arrives, and the phone that waits sees the end.
 */
final class ChannelDemo {
  private static final String JSON = "application/json";
  private static final long AMOUNT_MINOR = 1_999;
  private static final Duration NOTIFICATION_LIMIT = Duration.ofSeconds(30);

  private final Instance instance;
  private final Terminal terminal;
  private final Api api;

  ChannelDemo(Instance instance, Terminal terminal, Api api) {
    this.instance = instance;
    this.terminal = terminal;
    this.api = api;
  }

  /**
   * Pays once on each.
   *
   * @param server the merchant's server
   * @throws IOException if a call is refused, or a payment does not succeed in time
   * @throws GeneralSecurityException if a confirmation does not verify
   */
  void pay(Api server, String merchantId) throws IOException, GeneralSecurityException {
    SandboxMerchant sandbox = new SandboxMerchant(instance.sandbox());
    Map<String, JsonObject> settings = new TreeMap<>();
    settings.put("WECHAT_PAY", sandbox.weChatPay());
    settings.put("ALIPAY", sandbox.alipay());
    configure(merchantId, settings);
    for (String channel : settings.keySet()) {
      payBy(server, channel);
    }
  }

  private void configure(String merchantId, Map<String, JsonObject> settings) throws IOException {
    Api operator =
        Api.at(instance.operatorApiBase()).as(instance.operatorUser(), instance.operatorPassword());
    String path = "/merchants/" + merchantId + "/channel-configurations";
    String known = operator.get(path, JSON).expect(200).toString();
    for (Map.Entry<String, JsonObject> channel : settings.entrySet()) {
      if (!known.contains(channel.getKey())) {
        terminal.step("The operator configures " + channel.getKey() + " with the sandbox's keys");
        String id =
            operator
                .post(
                    path,
                    Json.createObjectBuilder()
                        .add("channel", channel.getKey())
                        .add("settings", channel.getValue())
                        .build())
                .expect(201)
                .getString("id");
        terminal.detail("configuration", id);
      }
    }
  }

  private void payBy(Api server, String channel) throws IOException, GeneralSecurityException {
    terminal.step("A payer scans a QR code and pays with " + channel);
    JsonObject payment =
        server
            .post(
                "/payments",
                Json.createObjectBuilder()
                    .add("orderId", "demo-" + channel + "-" + Instant.now().toEpochMilli())
                    .add("amount", AMOUNT_MINOR)
                    .add("currency", "CNY")
                    .add("description", "Two pots of tea")
                    .build())
            .expect(201);
    Api phone = api.withPaymentKey(payment.getString("paymentKey"));
    String path = "/payments/" + payment.getString("id");
    String code =
        phone
            .post(
                path + "/confirmation", Json.createObjectBuilder().add("channel", channel).build())
            .expect(202)
            .getJsonObject("nextAction")
            .getString("content");
    terminal.detail("QR code", code);
    Api.at(instance.sandboxBase())
        .post(
            "/payer/api/scan",
            Json.createObjectBuilder().add("text", code).add("action", "pay").build())
        .expect(200);
    JsonObject ended = phone.get(path + "?wait=30", JSON).expect(200);
    terminal.detail("status", ended.getString("status"));
    JsonObject confirmation = phone.get(path + "/confirmation", JSON).expect(200);
    String number = confirmation.getString("channelTransactionId");
    terminal.detail("provider's number", number);
    awaitNotification(number);
    String key = new ConfirmationCheck(api.get("/keys", JSON).expect(200)).verify(confirmation);
    terminal.good("the signature is right (key " + key + ")");
  }

  /** The payment may have been found by asking; the provider tells of it all the same. */
  private void awaitNotification(String number) throws IOException {
    long end = System.nanoTime() + NOTIFICATION_LIMIT.toNanos();
    while (!isNotified(number)) {
      if (System.nanoTime() > end) {
        throw new IOException("the provider's notification of " + number + " did not arrive");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for the notification", e);
      }
    }
    terminal.detail("notification", "taken");
  }

  private boolean isNotified(String number) throws IOException {
    return Api.at(instance.sandboxBase())
        .get("/books", JSON)
        .expect(200)
        .getJsonArray("orders")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(order -> number.equals(order.getString("transactionId", null)))
        .flatMap(order -> order.getJsonArray("callbacks").getValuesAs(JsonObject.class).stream())
        .flatMap(told -> told.getJsonArray("attempts").getValuesAs(JsonObject.class).stream())
        .anyMatch(attempt -> attempt.getBoolean("accepted"));
  }
}
