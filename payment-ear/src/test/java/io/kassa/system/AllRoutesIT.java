package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Hooks.Hook;
import io.kassa.system.Shop.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route of the contract, called by every kind of caller. A line is a route and what each of
 * {@link #CALLERS} is answered, in that order; the calls are right in all but who makes them.
 */
class AllRoutesIT {
  private static final List<String> CALLERS =
      List.of(
          "nobody",
          "wrong",
          "other",
          "phone-of-another",
          "phone",
          "auditor",
          "operator",
          "merchant",
          "channel");

  private static final Pattern BLANKS = Pattern.compile(" +");

  private static final String TABLE =
      """
      POST   /payments                                                401 401 201 403 403 403 403 201 401
      GET    /payments                                                401 401 200 403 403 403 403 200 401
      GET    /payments/{id}                                           401 401 404 404 200 403 403 200 401
      POST   /payments/{id}/confirmation                              401 401 403 404 200 403 403 403 401
      GET    /payments/{id}/confirmation                              401 401 404 404 200 403 403 200 401
      POST   /payments/{id}/cancellation                              401 401 404 404 409 403 403 409 401
      GET    /payments/{id}/invoice                                   401 401 404 404 200 403 403 200 401
      GET    /invoices                                                401 401 200 403 403 403 403 200 401
      POST   /payments/{id}/refunds                                   401 401 404 403 403 403 403 201 401
      GET    /payments/{id}/refunds                                   401 401 404 403 403 403 403 200 401
      GET    /refunds/{id}                                            401 401 404 403 403 403 403 200 401
      GET    /refunds/{id}/credit-note                                401 401 404 403 403 403 403 200 401
      POST   /accounts                                                401 401 201 403 403 403 403 201 401
      GET    /accounts/{id}                                           401 401 404 403 403 403 403 200 401
      GET    /accounts/{id}/entries                                   401 401 404 403 403 403 403 200 401
      POST   /accounts/{id}/deposits                                  401 401 404 403 403 403 403 201 401
      POST   /merchants                                               401 401 403 403 403 403 201 403 401
      GET    /merchants                                               401 401 403 403 403 200 200 403 401
      GET    /merchants/{id}                                          401 401 404 403 403 200 200 200 401
      PATCH  /merchants/{id}                                          401 401 404 403 403 403 200 200 401
      POST   /merchants/{id}/credentials                              401 401 404 403 403 403 201 201 401
      GET    /merchants/{id}/credentials                              401 401 404 403 403 200 200 200 401
      DELETE /merchants/{id}/credentials/{credentialId}               401 401 404 403 403 403 200 200 401
      POST   /merchants/{id}/credentials/{credentialId}/rotation      401 401 404 403 403 403 201 201 401
      GET    /merchants/{id}/limits                                   401 401 403 403 403 200 200 403 401
      PUT    /merchants/{id}/limits/{currency}                        401 401 403 403 403 403 200 403 401
      DELETE /merchants/{id}/limits/{currency}                        401 401 403 403 403 403 204 403 401
      GET    /keys                                                    200 200 200 200 200 200 200 200 200
      GET    /openapi                                                 200 200 200 200 200 200 200 200 200
      GET    /dead-letters                                            401 401 403 403 403 200 200 403 401
      POST   /dead-letters/{eventId}/replay                           401 401 403 403 403 403 404 403 401
      GET    /relay                                                   401 401 403 403 403 200 200 403 401
      POST   /relay/{consumer}/pause                                  401 401 403 403 403 403 200 403 401
      POST   /relay/{consumer}/resume                                 401 401 403 403 403 403 200 403 401
      GET    /audit/entries                                           401 401 403 403 403 200 200 403 401
      GET    /audit/verification                                      401 401 403 403 403 200 200 403 401
      POST   /payments/{id}/erasure                                   401 401 404 403 403 403 403 200 401
      POST   /merchants/{id}/channel-configurations                   401 401 403 403 403 403 201 403 401
      GET    /merchants/{id}/channel-configurations                   401 401 403 403 403 200 200 403 401
      GET    /merchants/{id}/channel-configurations/{configurationId} 401 401 403 403 403 200 200 403 401
      PATCH  /merchants/{id}/channel-configurations/{configurationId} 401 401 403 403 403 403 200 403 401
      GET    /merchants/{id}/payments/{paymentId}/attempts            401 401 403 403 403 200 200 403 401
      POST   /merchants/{id}/payments/{paymentId}/attempts/{attemptId}/inquiry 401 401 403 403 403 403 200 403 401
      POST   /merchants/{id}/payments/{paymentId}/attempts/{attemptId}/decision 401 401 403 403 403 403 409 403 401
      GET    /incidents                                               401 401 403 403 403 200 200 403 401
      POST   /incidents/{incidentId}/closure                          401 401 403 403 403 403 404 403 401
      GET    /events                                                  401 401 200 403 403 400 400 200 401
      GET    /payments/{id}/events                                    401 401 404 404 200 403 403 200 401
      POST   /merchants/{id}/webhook-endpoints                        401 401 403 403 403 403 201 403 401
      GET    /merchants/{id}/webhook-endpoints                        401 401 403 403 403 200 200 403 401
      GET    /merchants/{id}/webhook-endpoints/{endpointId}           401 401 403 403 403 200 200 403 401
      PATCH  /merchants/{id}/webhook-endpoints/{endpointId}           401 401 403 403 403 403 200 403 401
      POST   /merchants/{id}/webhook-endpoints/{endpointId}/rotation  401 401 403 403 403 403 200 403 401
      POST   /merchants/{id}/webhook-endpoints/{endpointId}/retry     401 401 403 403 403 403 200 403 401
      DELETE /merchants/{id}/webhook-endpoints/{endpointId}           401 401 403 403 403 403 204 403 401
      GET    /webhook-deliveries                                      401 401 200 403 403 400 400 200 401
      GET    /webhook-deliveries/{deliveryId}                         401 401 404 403 403 200 200 200 401
      POST   /webhook-deliveries/{deliveryId}/retry                   401 401 404 403 403 403 200 200 401
      PUT    /merchants/{id}/fees/{channel}/{currency}                401 401 403 403 403 403 200 403 401
      GET    /merchants/{id}/fees                                     401 401 403 403 403 200 200 403 401
      GET    /ledger/accounts                                         401 401 403 403 403 200 200 403 401
      GET    /ledger/accounts/{accountId}                             401 401 403 403 403 200 200 403 401
      GET    /ledger/accounts/{accountId}/entries                     401 401 403 403 403 200 200 403 401
      GET    /ledger/transactions/{transactionId}                     401 401 403 403 403 200 200 403 401
      POST   /ledger/transactions/{transactionId}/reversal            401 401 403 403 403 403 409 403 401
      GET    /ledger/trial-balance                                    401 401 403 403 403 200 200 403 401
      POST   /merchants/{id}/settlements                              401 401 403 403 403 403 409 403 401
      GET    /merchants/{id}/settlements                              401 401 404 403 403 200 200 200 401
      GET    /merchants/{id}/settlements/{settlementId}               401 401 404 403 403 404 404 404 401
      POST   /merchants/{id}/settlements/{settlementId}/payout        401 401 403 403 403 403 404 403 401
      POST   /reconciliations                                         401 401 403 403 403 403 200 403 401
      GET    /reconciliations                                         401 401 403 403 403 200 200 403 401
      GET    /reconciliations/{reconciliationId}                      401 401 403 403 403 200 200 403 401
      GET    /reconciliations/{reconciliationId}/discrepancies        401 401 403 403 403 200 200 403 401
      GET    /reconciliations/{reconciliationId}/report               401 401 403 403 403 200 200 403 401
      POST   /discrepancies/{discrepancyId}/resolution                401 401 403 403 403 403 404 403 401
      GET    /reports/payments                                        401 401 403 403 403 200 200 403 401
      POST   /channels/{channel}/notifications/{configurationId}      400 400 400 400 400 400 400 400 204
      """;

  /** What a route cannot do without. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "/ledger/accounts", "?merchantId=%s",
          "/ledger/transactions/{transactionId}", "?merchantId=%s",
          "/ledger/trial-balance", "?date=2026-01-31&currency=CNY&merchantId=%s",
          "/reports/payments", "?from=2026-01-01&to=2026-01-31&merchantId=%s");

  private static final Map<String, Client> BY_NAME = new LinkedHashMap<>();
  private static final Map<String, String> IN_PATHS = new LinkedHashMap<>();
  private static String account;
  private static String merchant;
  private static String reconciliation;

  /** What the caller "channel" proves itself with, on every route. */
  private static ProviderNotice notice;

  /** Bodies by route; a call without one has none. */
  private static final Map<String, Supplier<String>> BODIES =
      Map.ofEntries(
          Map.entry(
              "POST /payments",
              () -> "{\"orderId\":\"%s\",\"amount\":1,\"currency\":\"CNY\"}".formatted(id())),
          Map.entry("POST /payments/{id}/confirmation", () -> Shop.BALANCE),
          Map.entry(
              "POST /payments/{id}/refunds",
              () -> "{\"refundId\":\"%s\",\"amount\":1}".formatted(id())),
          Map.entry(
              "POST /accounts",
              () -> "{\"customerId\":\"%s\",\"currency\":\"CNY\"}".formatted(id())),
          Map.entry(
              "POST /accounts/{id}/deposits",
              () -> "{\"depositId\":\"%s\",\"amount\":1}".formatted(id())),
          Map.entry("POST /merchants", () -> "{\"name\":\"Walked\",\"mode\":\"TEST\"}"),
          Map.entry("PATCH /merchants/{id}", () -> "{\"returnOrigins\":[]}"),
          Map.entry("POST /merchants/{id}/credentials", () -> "{\"type\":\"SECRET\"}"),
          Map.entry(
              "POST /merchants/{id}/credentials/{credentialId}/rotation",
              () -> "{\"overlapSeconds\":600}"),
          Map.entry("PUT /merchants/{id}/limits/{currency}", () -> "{\"perPayment\":1}"),
          Map.entry("POST /merchants/{id}/channel-configurations", () -> "{\"channel\":\"TEST\"}"),
          Map.entry(
              "PATCH /merchants/{id}/channel-configurations/{configurationId}",
              () -> "{\"enabled\":true}"),
          Map.entry(
              "POST /merchants/{id}/payments/{paymentId}/attempts/{attemptId}/decision",
              () -> "{\"outcome\":\"CLOSED\",\"note\":\"walked\"}"),
          Map.entry(
              "POST /merchants/{id}/webhook-endpoints",
              () -> "{\"url\":\"https://shop.example/hook\"}"),
          Map.entry(
              "PATCH /merchants/{id}/webhook-endpoints/{endpointId}", () -> "{\"enabled\":true}"),
          Map.entry(
              "POST /merchants/{id}/webhook-endpoints/{endpointId}/rotation",
              () -> "{\"overlapSeconds\":600}"),
          Map.entry(
              "PUT /merchants/{id}/fees/{channel}/{currency}",
              () -> "{\"ratePpm\":6000,\"fixed\":0}"),
          Map.entry(
              "POST /ledger/transactions/{transactionId}/reversal",
              () -> "{\"merchantId\":\"" + merchant + "\",\"reason\":\"walked\"}"),
          Map.entry(
              "POST /merchants/{id}/settlements",
              () -> "{\"currency\":\"CNY\",\"from\":\"2999-01-01\",\"to\":\"2999-01-02\"}"),
          Map.entry(
              "POST /merchants/{id}/settlements/{settlementId}/payout",
              () -> "{\"reference\":\"walked\",\"paidAt\":\"2026-01-01T00:00:00Z\"}"),
          Map.entry("POST /reconciliations", () -> reconciliation),
          Map.entry(
              "POST /discrepancies/{discrepancyId}/resolution",
              () -> "{\"action\":\"IGNORE\",\"reason\":\"walked\"}"),
          Map.entry("POST /incidents/{incidentId}/closure", () -> "{\"note\":\"walked\"}"));

  @BeforeAll
  static void open() {
    Shop shop = Shop.open();
    Shop other = Shop.open();
    account = shop.account(100);
    Hook hook = new Hooks(shop).at("http://127.0.0.1:9/nobody");
    Order paid = shop.order(account, 10);
    Order another = shop.order(account, 10);
    assertThat(paid.confirm().status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.server().get(paid.path() + "/invoice").status() == 200);
    String refund =
        shop.server()
            .post(paid.path() + "/refunds", "{\"refundId\":\"walked\",\"amount\":1}")
            .text("id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shop.server().get("/refunds/" + refund + "/credit-note").status() == 200);
    BY_NAME.put("nobody", Client.nobody());
    BY_NAME.put("wrong", Client.basic(shop.credentialId(), "wrong"));
    BY_NAME.put("other", all(other));
    BY_NAME.put("phone-of-another", another.phone());
    BY_NAME.put("phone", paid.phone());
    BY_NAME.put("auditor", Client.auditor());
    BY_NAME.put("operator", Client.operator());
    BY_NAME.put("merchant", all(shop));
    shop.configure("TEST", "{}");
    Order tried = shop.order(null, 1_200);
    assertThat(tried.confirm("TEST").status()).isEqualTo(200);
    SandboxMerchant atProvider = Sandbox.merchant();
    String configuration = configured(shop, atProvider);
    Order awaited = shop.order(null, 1_240);
    assertThat(awaited.confirm("WECHAT_PAY").status()).isEqualTo(202);
    notice = ProviderNotice.paid(atProvider, awaited, 1_240);
    BY_NAME.put("channel", Client.nobody());
    merchant = shop.merchantId();
    IN_PATHS.put("/channels/{channel}", "/channels/wechat-pay");
    IN_PATHS.put("{channel}/{currency}", "TEST/JPY");
    IN_PATHS.put("{accountId}", account);
    IN_PATHS.put("{transactionId}", transaction(paid));
    IN_PATHS.put("{settlementId}", id());
    IN_PATHS.put("{configurationId}", configuration);
    IN_PATHS.put("payments/{paymentId}", "payments/" + tried.id());
    IN_PATHS.put("{attemptId}", attempt(tried));
    IN_PATHS.put("{incidentId}", id());
    await().atMost(Duration.ofSeconds(30)).until(() -> !new Hooks(shop).deliveries(hook).isEmpty());
    IN_PATHS.put("{endpointId}", hook.id());
    IN_PATHS.put("{deliveryId}", new Hooks(shop).deliveries(hook).get(0).getString("id"));
    IN_PATHS.put("{discrepancyId}", id());
    reconciliation =
        "{\"merchantId\":\"%s\",\"configurationId\":\"%s\",\"date\":\"%s\"}"
            .formatted(shop.merchantId(), configuration, Reconciled.today().minusDays(1));
    IN_PATHS.put(
        "{reconciliationId}",
        Client.operator().post("/reconciliations", reconciliation).text("id"));
    IN_PATHS.put("/payments/{id}", paid.path());
    IN_PATHS.put("/refunds/{id}", "/refunds/" + refund);
    IN_PATHS.put("/accounts/{id}", "/accounts/" + account);
    IN_PATHS.put("/merchants/{id}", "/merchants/" + shop.merchantId());
    IN_PATHS.put("{credentialId}/rotation", credential(shop, "read") + "/rotation");
    IN_PATHS.put("{credentialId}", credential(shop, "read"));
    IN_PATHS.put("{currency}", "JPY");
    IN_PATHS.put("{eventId}", id());
    IN_PATHS.put("{consumer}", "invoice");
  }

  @TestFactory
  Stream<DynamicTest> everyCallerIsAnsweredAsTheTableSays() {
    return rows()
        .flatMap(
            row ->
                IntStream.range(0, CALLERS.size())
                    .mapToObj(
                        i ->
                            DynamicTest.dynamicTest(
                                row.get(0) + " " + row.get(1) + " by " + CALLERS.get(i),
                                () ->
                                    answers(
                                        row.get(0), row.get(1), CALLERS.get(i), row.get(2 + i)))));
  }

  private static Stream<List<String>> rows() {
    return TABLE.lines().map(line -> BLANKS.splitAsStream(line).toList());
  }

  @Test
  void tableHasEveryRouteOfTheContract() {
    assertThat(rows().map(row -> row.get(0) + " " + row.get(1)))
        .containsExactlyInAnyOrderElementsOf(PublishedContract.fetch().routes());
  }

  @Test
  void unknownRoutesAreNoWayIn() {
    for (String path : new String[] {"/nothing", "/payments/../merchants", "/channels/x"}) {
      assertThat(Client.nobody().get(path).status()).as(path).isIn(400, 401, 404);
      assertThat(BY_NAME.get("merchant").get(path).status()).as(path).isIn(400, 403, 404);
    }
  }

  private static void answers(String verb, String template, String caller, String expected) {
    Supplier<String> body = BODIES.get(verb + " " + template);
    BodyPublisher sent =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.get());
    Client client = BY_NAME.get(caller);
    HttpRequest.Builder request = client.request(path(template)).header("Accept", "*/*");
    if (caller.equals("channel")) {
      notice.sign(request);
      if (template.contains("/notifications/")) {
        sent = BodyPublishers.ofString(notice.body());
      }
    }
    request = request.method(verb, sent);
    Reply reply =
        client.send(body == null ? request : request.header("Content-Type", "application/json"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(Integer.parseInt(expected));
    assertThat(reply.header("Set-Cookie")).as("no session is opened").isNull();
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(reply.header("Server")).isNull();
    assertThat(reply.header("X-Powered-By")).isNull();
  }

  private static String path(String template) {
    String path = template;
    for (Map.Entry<String, String> part : IN_PATHS.entrySet()) {
      path = path.replace(part.getKey(), part.getValue());
    }
    return path + QUERIES.getOrDefault(template, "").formatted(merchant);
  }

  private static Client all(Shop shop) {
    Reply made =
        Client.operator()
            .post(
                "/merchants/" + shop.merchantId() + "/credentials",
                """
                {"type":"SECRET","scopes":["payments:create","refunds:create","accounts:manage",
                                           "read","settings"]}
                """);
    return Client.basic(made.text("id"), made.text("secret"));
  }

  private static String credential(Shop shop, String scope) {
    return Client.operator()
        .post(
            "/merchants/" + shop.merchantId() + "/credentials",
            "{\"type\":\"SECRET\",\"scopes\":[\"%s\"]}".formatted(scope))
        .text("id");
  }

  private static String configured(Shop shop, SandboxMerchant merchant) {
    try {
      return shop.configure("WECHAT_PAY", merchant.weChatPay().toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String transaction(Order order) {
    return Books.strings(
            "select transaction_id from postings where reference_id = '" + order.id() + "'")
        .get(0);
  }

  private static String attempt(Order order) {
    return Books.strings("select id from attempts where payment_id = '" + order.id() + "'").get(0);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
