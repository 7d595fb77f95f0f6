package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.system.Shop.Order;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a query is refused with the parameter named. */
class BadQueryIT {
  private static Shop shop;
  private static String account;
  private static Order order;

  @BeforeAll
  static void open() {
    shop = Shop.open();
    account = shop.account(1);
    shop.server()
        .post("/accounts/" + account + "/deposits", "{\"depositId\":\"d-2\",\"amount\":1}");
    order = shop.order(account, 1);
    shop.order(account, 1);
  }

  private static void refused(Reply refused, String parameter) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.code()).isEqualTo("invalid-request");
    assertThat(refused.fields()).containsExactly(parameter);
  }

  private static Reply list(String name, String query) {
    return switch (name) {
      case "payments" -> shop.server().get("/payments" + query);
      case "entries" -> shop.server().get("/accounts/" + account + "/entries" + query);
      case "merchants" -> Client.auditor().get("/merchants" + query);
      case "dead-letters" -> Client.auditor().get("/dead-letters" + query);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "entries", "merchants", "dead-letters"})
  void limitsOutsideOneToAHundredAreRefused(String list) {
    for (String limit : List.of("0", "101", "-1", "x", "", "1.5", "010", "99999999999999999999")) {
      refused(list(list, "?limit=" + limit), "limit");
    }
    refused(list(list, "?limit=1&limit=1"), "limit");
    assertThat(list(list, "?limit=1").status()).isEqualTo(200);
    assertThat(list(list, "?limit=100").status()).isEqualTo(200);
  }

  @Test
  void cursorsOfOtherListsAndOwnersAreRefused() {
    Shop other = Shop.open();
    String foreign = other.account(1);
    other.order(foreign, 1);
    other.order(foreign, 1);
    other.server().post("/accounts/" + foreign + "/deposits", "{\"depositId\":\"d\",\"amount\":1}");
    String payments = next(list("payments", "?limit=1"));
    String entries = next(list("entries", "?limit=1"));
    String merchants = next(list("merchants", "?limit=1"));
    String otherPayments = next(other.server().get("/payments?limit=1"));
    String otherEntries = next(other.server().get("/accounts/" + foreign + "/entries?limit=1"));

    for (String cursor :
        List.of("x", "", "AAAA", payments + "A", entries, merchants, otherPayments)) {
      refused(list("payments", "?cursor=" + cursor), "cursor");
    }
    for (String cursor : List.of("x", "", payments, merchants, otherPayments, otherEntries)) {
      refused(list("entries", "?cursor=" + cursor), "cursor");
    }
    for (String cursor : List.of("x", "", payments, entries)) {
      refused(list("merchants", "?cursor=" + cursor), "cursor");
    }
    refused(list("dead-letters", "?cursor=" + payments), "cursor");
    for (String name : List.of("payments", "entries", "merchants")) {
      assertThat(list(name, "?cursor=" + next(list(name, "?limit=1"))).status()).isEqualTo(200);
    }
  }

  private static String next(Reply page) {
    return page.text("nextCursor");
  }

  @Test
  void unknownParametersAreRefusedByEveryRoute() {
    Client operator = Client.operator();
    String merchant = "/merchants/" + shop.merchantId();
    String q = "?colour=red";
    List<Reply> replies = new ArrayList<>();
    for (String path :
        List.of(
            "/payments",
            order.path(),
            order.path() + "/confirmation",
            order.path() + "/invoice",
            "/accounts/" + account,
            "/accounts/" + account + "/entries")) {
      replies.add(shop.server().get(path + q));
    }
    for (String path :
        List.of("/merchants", merchant, merchant + "/credentials", "/dead-letters", "/relay")) {
      replies.add(operator.get(path + q));
    }
    replies.add(Client.nobody().get("/keys" + q));
    replies.add(Client.nobody().get("/openapi" + q, "*/*"));
    RowCounts rows = new RowCounts(shop.merchantId());
    String before = rows.now();
    replies.add(order.phone().post(order.path() + "/confirmation" + q, Shop.BALANCE));
    replies.add(shop.server().send("POST", order.path() + "/cancellation" + q));
    String opened = "{\"customerId\":\"q\",\"currency\":\"CNY\"}";
    replies.add(shop.server().post("/accounts" + q, opened));
    String deposited = "{\"depositId\":\"q\",\"amount\":1}";
    replies.add(shop.server().post("/accounts/" + account + "/deposits" + q, deposited));
    String created = "{\"orderId\":\"q\",\"amount\":1,\"currency\":\"CNY\"}";
    replies.add(shop.server().post("/payments" + q, created));
    replies.add(operator.post("/merchants" + q, "{\"name\":\"q\",\"mode\":\"TEST\"}"));
    replies.add(operator.post(merchant + "/credentials" + q, "{\"type\":\"SECRET\"}"));
    String revoked = merchant + "/credentials/" + shop.credentialId();
    replies.add(operator.send("DELETE", revoked + q));
    replies.add(operator.send("POST", "/relay/invoice/pause" + q));

    replies.forEach(reply -> refused(reply, "colour"));
    assertThat(rows.now()).isEqualTo(before);
    assertThat(shop.server().get(order.path()).text("status")).isEqualTo("REQUIRES_CONFIRMATION");
  }

  @ParameterizedTest
  @CsvSource({
    "status,/payments?status=PAID",
    "status,/payments?status=succeeded",
    "status,/payments?status=",
    "createdFrom,/payments?createdFrom=yesterday",
    "createdTo,/payments?createdTo=2026-02-30T00:00:00Z",
    "orderId,/payments?orderId=a&orderId=b",
    "orderId,/payments?orderId=a%00b",
    "Limit,/payments?Limit=1",
  })
  void badFiltersAreRefused(String parameter, String path) {
    refused(shop.server().get(path), parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "31", "x", "1.5", ""})
  void waitsOutsideHalfAMinuteAreRefused(String wait) {
    refused(shop.server().get(order.path() + "?wait=" + wait), "wait");
  }

  @Test
  void routesAnswerWithProblems() {
    assertThat(shop.server().get("/payments/1-1-1-1-1").status()).isEqualTo(404);
    assertThat(shop.server().get("/payments/018f0000-0000-7000-8000-000000000000").code())
        .isEqualTo("not-found");
    Reply wrongMethod = shop.server().send("PUT", "/payments");
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).contains("POST");
    assertThat(shop.server().get("/payments", "text/html").status()).isEqualTo(406);
    Reply form =
        shop.server()
            .send(
                shop.server()
                    .request("/payments")
                    .header("Content-Type", "text/plain")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(form.status()).isEqualTo(415);
  }
}
