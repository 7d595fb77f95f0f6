package io.kassa.instance;

import io.kassa.client.MerchantClient;
import io.kassa.client.PhoneClient;
import io.kassa.client.failure.KassaException;
import io.kassa.client.model.Channel;
import io.kassa.client.model.Confirmation;
import io.kassa.client.model.NewPayment;
import io.kassa.client.model.NextAction;
import io.kassa.client.model.Payment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
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
  private static final Duration PAYMENT_LIMIT = Duration.ofSeconds(30);
  private static final Duration NOTIFICATION_LIMIT = Duration.ofSeconds(30);

  private final Instance instance;
  private final Terminal terminal;

  ChannelDemo(Instance instance, Terminal terminal) {
    this.instance = instance;
    this.terminal = terminal;
  }

  /**
   * Pays once on each.
   *
   * @param server the merchant's server
   * @throws IOException if a call of the operator or the payer is refused, or a payment does not
   *     succeed in time
   * @throws KassaException if a call of the merchant or the phone is refused, or a confirmation
   *     does not verify
   */
  void pay(MerchantClient server, String merchantId) throws IOException {
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

  private void payBy(MerchantClient server, String channel) throws IOException {
    terminal.step("A payer scans a QR code and pays with " + channel);
    Payment payment =
        server.create(
            NewPayment.of(
                    "demo-" + channel + "-" + Instant.now().toEpochMilli(), AMOUNT_MINOR, "CNY")
                .description("Two pots of tea"));
    PhoneClient phone =
        PhoneClient.of(instance.apiBase(), payment.id(), payment.paymentKey().orElseThrow());
    String code =
        phone
            .confirm(Channel.of(channel))
            .nextAction()
            .flatMap(NextAction::qrText)
            .orElseThrow(() -> new IOException(channel + " gave no QR code"));
    terminal.detail("QR code", code);
    Api.at(instance.sandboxBase())
        .post(
            "/payer/api/scan",
            Json.createObjectBuilder().add("text", code).add("action", "pay").build())
        .expect(200);
    terminal.detail("status", phone.waitUntilFinal(PAYMENT_LIMIT).status());
    Confirmation confirmation = phone.receipt();
    String number = confirmation.channelTransactionId().orElseThrow();
    terminal.detail("provider's number", number);
    awaitNotification(number);
    String key = server.confirmationVerifier().verify(confirmation);
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
