package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.instance.SandboxMerchant;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The providers' side, as a payer or a script sees it. */
final class Sandbox {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]*)");

  private Sandbox() {}

  /** A merchant of both providers that no other test uses. */
  static SandboxMerchant merchant() {
    HttpResponse<String> made =
        post("/control/merchants", "{\"name\":\"it-%s\"}".formatted(UUID.randomUUID()));
    assertThat(made.statusCode()).as(made.body()).isLessThan(300);
    return new SandboxMerchant(json(made.body()));
  }

  /** A test merchant of Kassa that is paid through both providers. */
  static Shop shop() {
    return shop(merchant());
  }

  static Shop shop(SandboxMerchant merchant) {
    try {
      return Shop.open()
          .with("WECHAT_PAY", merchant.weChatPay().toString())
          .with("ALIPAY", merchant.alipay().toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Changes switches. */
  static void control(String body) {
    HttpResponse<String> changed = post("/control", body);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  /** A payer scans, opens or is sent to what the phone shows, and acts: {@code pay} or others. */
  static void scan(String text, String action) {
    HttpResponse<String> scanned =
        post(
            "/payer/api/scan",
            Json.createObjectBuilder().add("text", text).add("action", action).build().toString());
    assertThat(scanned.statusCode()).as(scanned.body()).isEqualTo(200);
  }

  /** What the payer's page that a browser is sent to names the order by. */
  static String visited(String url) {
    HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(url)).GET());
    String there = page.headers().firstValue("Location").orElse(url);
    Matcher code = CODE.matcher(there);
    return code.find() ? URLDecoder.decode(code.group(1), StandardCharsets.UTF_8) : there;
  }

  /** What the books hold of the orders that this payment made, by the numbers of its attempts. */
  static List<JsonObject> orders(Shop.Order payment) {
    return Books.strings(
            "select replace(id::text, '-', '') from attempts where payment_id = '%s' order by id"
                .formatted(payment.id()))
        .stream()
        .flatMap(number -> orders("outTradeNo=" + number).stream())
        .toList();
  }

  /** What the books hold of a merchant's or an order's number. */
  static List<JsonObject> orders(String query) {
    HttpResponse<String> books = get("/books?" + query);
    return json(books.body()).getJsonArray("orders").getValuesAs(JsonObject.class);
  }

  /** All that the books of both providers hold of a merchant. */
  static List<JsonObject> orders(SandboxMerchant merchant) {
    return Stream.of(
            merchant.told().getJsonObject("wechatPay").getString("mchid"),
            merchant.told().getJsonObject("alipay").getString("appId"))
        .flatMap(id -> orders("merchantId=" + id).stream())
        .toList();
  }

  /** How often the payer was charged for a payment, whatever came back. */
  static long charges(Shop.Order payment) {
    return orders(payment).stream().mapToLong(order -> order.getJsonArray("charges").size()).sum();
  }

  /**
   * The books of both sides say the same of a merchant: each charge is an attempt that succeeded
   * and the other way round, and so with refunds, by number and amount.
   */
  static void agreesWith(Shop shop, SandboxMerchant merchant) {
    List<JsonObject> orders = orders(merchant);
    assertThat(
            Books.strings(
                """
                select provider_transaction_id || ' ' || amount_minor from attempts
                 where merchant_id = '%s' and status = 'SUCCEEDED' and channel <> 'BALANCE'
                """
                    .formatted(shop.merchantId())))
        .as("charges")
        .containsExactlyInAnyOrderElementsOf(entries(orders, "charges", "transactionId"));
    assertThat(
            Books.strings(
                """
                select replace(id::text, '-', '') || ' ' || amount_minor from refunds
                 where merchant_id = '%s' and status = 'SUCCEEDED'
                """
                    .formatted(shop.merchantId())))
        .as("refunds")
        .containsExactlyInAnyOrderElementsOf(entries(orders, "refunds", "refundNo"));
  }

  private static List<String> entries(List<JsonObject> orders, String kind, String number) {
    return orders.stream()
        .flatMap(order -> order.getJsonArray(kind).getValuesAs(JsonObject.class).stream())
        // a refund that the provider refused moved nothing
        .filter(entry -> !entry.getString("state", "").equals("FAILED"))
        .map(entry -> entry.getString(number) + " " + entry.getJsonNumber("amountMinor"))
        .toList();
  }

  private static HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private static HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static URI uri(String path) {
    return URI.create(Instance.current().sandboxBase() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
