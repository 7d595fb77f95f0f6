package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerchantLimitsIT {
  private static final int THREADS = 12;

  private Shop shop;

  @BeforeEach
  void open() {
    shop = Shop.open();
  }

  @Test
  void operatorSetsReadsAndRemovesLimits() {
    Reply set = put("CNY", "{\"perPayment\":500,\"perDay\":2000}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(put("EUR", "{\"perDay\":7}").status()).isEqualTo(200);
    assertThat(put("EUR", "{\"perPayment\":8}").json()).doesNotContainKey("perDay");

    List<JsonObject> items =
        Client.auditor().get(path("")).json().getJsonArray("items").getValuesAs(JsonObject.class);
    assertThat(items.get(0).toString())
        .isEqualTo("{\"currency\":\"CNY\",\"perPayment\":500,\"perDay\":2000}");
    assertThat(items.get(1).toString()).isEqualTo("{\"currency\":\"EUR\",\"perPayment\":8}");
    assertThat(items).hasSize(2);
    assertThat(Client.operator().send("DELETE", path("/EUR")).status()).isEqualTo(204);
    assertThat(Client.operator().send("DELETE", path("/EUR")).status()).isEqualTo(404);
    assertThat(
            Books.strings(
                "select action || ' ' || object_id from audit_entries where action like"
                    + " 'merchant-limit.%' and merchant_id = '"
                    + shop.merchantId()
                    + "' order by id"))
        .containsExactly(
            "merchant-limit.set CNY",
            "merchant-limit.set EUR",
            "merchant-limit.set EUR",
            "merchant-limit.removed EUR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                              | 400 | $",
        "{\"perDay\":0}                  | 400 | perDay",
        "{\"perDay\":9007199254740992}   | 400 | perDay",
        "{\"perPayment\":-1}             | 400 | perPayment",
        "{\"perPayment\":1.5}            | 400 | perPayment",
        "{\"perWeek\":1}                 | 400 | perWeek"
      })
  void limitThatIsNoneIsRefusedWithItsField(String body, int status, String field) {
    Reply refused = put("CNY", body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.fields()).containsExactly(field);
  }

  @Test
  void limitsAreOfKnownMerchantsAndCurrenciesAndSetByOperatorsOnly() {
    assertThat(put("XXX", "{\"perDay\":1}").status()).isEqualTo(404);
    assertThat(put("cny", "{\"perDay\":1}").status()).isEqualTo(404);
    String nobodys = "/merchants/018f0000-0000-7000-8000-000000000000/limits";
    assertThat(Client.operator().get(nobodys).status()).isEqualTo(404);
    assertThat(put(Client.operator(), nobodys + "/CNY", "{\"perDay\":1}").status()).isEqualTo(404);
    assertThat(put(Client.auditor(), path("/CNY"), "{\"perDay\":1}").status()).isEqualTo(403);
    assertThat(put(shop.server(), path("/CNY"), "{\"perDay\":1}").status()).isEqualTo(403);
    assertThat(shop.server().get(path("")).status()).isEqualTo(403);
  }

  @Test
  void paymentBeyondTheLimitPerPaymentIsRefusedAndItsReplayIsNot() {
    assertThat(create("before", 501).status()).isEqualTo(201);
    put("CNY", "{\"perPayment\":500}");

    assertThat(create("a", 500).status()).isEqualTo(201);
    Reply refused = create("b", 501);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("limit-exceeded");
    assertThat(refused.text("detail"))
        .isEqualTo("perPayment: the amount 501 is beyond the limit of 500.");
    assertThat(create("before", 501).status()).isEqualTo(200);
    assertThat(create("before", 502).code()).isEqualTo("order-conflict");
  }

  @Test
  void dayIsSpentToTheLastUnitAndReplaysNeitherSpendNorAreRefused() {
    put("CNY", "{\"perDay\":1000}");
    assertThat(create("a", 600).status()).isEqualTo(201);
    for (int i = 0; i < 3; i++) {
      assertThat(create("a", 600).status()).isEqualTo(200);
    }
    Reply refused = create("b", 401);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("detail"))
        .isEqualTo("perDay: the amount 401 is beyond the limit of 1000.");
    assertThat(create("c", 400).status()).isEqualTo(201);
    assertThat(create("d", 1).status()).isEqualTo(422);
    assertThat(create("a", 600).status()).isEqualTo(200);
    assertThat(create("a", 601).code()).isEqualTo("order-conflict");
    assertThat(drawn()).isEqualTo(1000);

    put("CNY", "{\"perDay\":1001}");
    assertThat(create("d", 1).status()).as("a raised limit").isEqualTo(201);
    assertThat(Client.operator().send("DELETE", path("/CNY")).status()).isEqualTo(204);
    assertThat(create("e", 1_000_000).status()).as("no limit").isEqualTo(201);
  }

  @Test
  void creationThatFailsGivesItsPartBack() {
    put("CNY", "{\"perDay\":1000}");
    for (int i = 0; i < 3; i++) {
      Reply refused = shop.create("x" + i, UUID.randomUUID().toString(), 1000, 900);
      assertThat(refused.fields()).containsExactly("payer.accountId");
    }

    assertThat(create("a", 1000).status()).isEqualTo(201);
  }

  @Test
  void merchantWithoutLimitsHasNoBudget() {
    assertThat(create("a", 1000).status()).isEqualTo(201);

    assertThat(Books.count("select count(*) from daily_budgets where " + mine())).isZero();
  }

  @Test
  void manyAtOnceBesideAnotherNodeNeverExceedAndLeaveLessThanAHundredth() throws Exception {
    long limit = 100_000;
    put("CNY", "{\"perDay\":%d}".formatted(limit));
    assertThat(create("first", 1).status()).isEqualTo(201);
    String otherNodes =
        "update daily_budgets set drawn_minor = drawn_minor + 1000 where "
            + mine()
            + " and drawn_minor + 1000 <= "
            + limit
            + " returning 1";
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    int drawnElsewhere = 0;
    try {
      List<Future<Long>> all =
          IntStream.range(0, THREADS)
              .<Callable<Long>>mapToObj(i -> () -> createUntilOneUnitIsRefused(i))
              .map(threads::submit)
              .toList();
      for (int i = 0; i < 20; i++) {
        drawnElsewhere += Books.strings(otherNodes).size();
      }
      for (Future<Long> one : all) {
        assertThat(one.get()).isPositive();
      }
    } finally {
      threads.shutdown();
    }

    long created = Books.count("select sum(amount_minor) from payments where " + mine());
    // how many of the other node's draws came before all was spent is up to the machine
    assertThat(drawnElsewhere).isPositive();
    long left = limit - drawnElsewhere * 1000L;
    assertThat(created).isBetween(left - limit / 100, left);
    assertThat(drawn()).isLessThanOrEqualTo(limit);
  }

  private long createUntilOneUnitIsRefused(int thread) {
    long amount = 700L + thread;
    for (int i = 0; i < 10_000; i++) {
      Reply reply = create(thread + "-" + i, amount);
      if (reply.status() == 422) {
        if (amount == 1) {
          return i;
        }
        amount = Math.max(1, amount / 8);
      } else {
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
      }
    }
    throw new AssertionError("never refused");
  }

  private long drawn() {
    return Books.count("select drawn_minor from daily_budgets where " + mine());
  }

  private String mine() {
    return "merchant_id = '" + shop.merchantId() + "'";
  }

  private Reply create(String orderId, long amount) {
    return shop.server()
        .post(
            "/payments",
            "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"CNY\"}".formatted(orderId, amount));
  }

  private Reply put(String currency, String body) {
    return put(Client.operator(), path("/" + currency), body);
  }

  private static Reply put(Client client, String path, String body) {
    return client.send(
        client
            .request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private String path(String rest) {
    return "/merchants/" + shop.merchantId() + "/limits" + rest;
  }
}
