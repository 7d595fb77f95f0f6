package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
  private static final int THREADS = 32;

  private final Shop shop = Shop.open();

  @Test
  void sameKeyAnswersTheSameAndDoesNothingMore() {
    String key = key();
    String body = payment(UUID.randomUUID().toString());

    Reply first = post("/payments", key, body);
    Reply second = post("/payments", key, body);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void replayShowsThePaymentAsItWasCreated() {
    String key = key();
    String body = payment(UUID.randomUUID().toString());
    Reply first = post("/payments", key, body);
    assertThat(shop.server().post("/payments/" + first.text("id") + "/cancellation", "").status())
        .isEqualTo(200);

    Reply replay = post("/payments", key, body);

    assertThat(replay.json()).isEqualTo(first.json());
    assertThat(shop.server().get("/payments/" + first.text("id")).text("status"))
        .isEqualTo("CANCELED");
  }

  @Test
  void otherBodyUnderTheSameKeyIsRefused() {
    String key = key();
    post("/payments", key, payment("o-1"));

    Reply refused = post("/payments", key, payment("o-2"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("idempotency-key-reused");
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void keyIsCheckedBeforeTheOrder() {
    String key = key();
    String body = payment("o-1");
    post("/payments", key, body);
    Reply conflict = post("/payments", key(), body.replace("1999", "2000"));
    Reply sameOrder = post("/payments", key(), body);

    assertThat(conflict.code()).isEqualTo("order-conflict");
    assertThat(sameOrder.status()).isEqualTo(200);
    assertThat(sameOrder.header("Idempotency-Replayed")).isNull();
  }

  @Test
  void refusalIsNotRecorded() {
    String key = key();
    post("/payments", key(), payment("o-1"));

    assertThat(post("/payments", key, payment("o-1").replace("1999", "5")).status()).isEqualTo(409);
    assertThat(post("/payments", key, payment("o-2")).status()).isEqualTo(201);
  }

  @Test
  void keysOfTwoMerchantsAndTwoRoutesAreTheirOwn() {
    String key = key();
    String account = shop.account(0);
    Shop other = Shop.open();

    assertThat(post("/payments", key, payment("o-1")).status()).isEqualTo(201);
    assertThat(post(other.server(), "/payments", key, payment("o-9")).status()).isEqualTo(201);
    assertThat(post("/accounts/" + account + "/deposits", key, deposit("d-1")).status())
        .isEqualTo(201);
  }

  @Test
  void accountsDepositsAndCancellationsAreReplayed() {
    String opened = key();
    String customer = "{\"customerId\":\"c-1\",\"currency\":\"CNY\"}";
    Reply account = post("/accounts", opened, customer);
    String path = "/accounts/" + account.text("id") + "/deposits";
    String booked = key();
    Reply deposit = post(path, booked, deposit("d-1"));

    assertThat(post(path, booked, deposit("d-1")).json()).isEqualTo(deposit.json());
    assertThat(post("/accounts", opened, customer).json()).isEqualTo(account.json());
    assertThat(shop.balance(account.text("id"))).isEqualTo(500);
    assertThat(post(path, booked, deposit("d-2")).code()).isEqualTo("idempotency-key-reused");

    String cancel = "/payments/" + shop.order(account.text("id"), 5).id() + "/cancellation";
    String canceled = key();
    assertThat(post(cancel, canceled, "").header("Idempotency-Replayed")).isNull();
    assertThat(post(cancel, canceled, "").header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void manyCallsAtOnceHaveOneEffect() throws Exception {
    String key = key();
    String body = payment(UUID.randomUUID().toString());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Reply>> calls =
          java.util.Collections.nCopies(THREADS, () -> post("/payments", key, body));
      List<Reply> replies = threads.invokeAll(calls).stream().map(IdempotencyIT::get).toList();

      assertThat(replies).extracting(Reply::status).containsOnly(201);
      assertThat(replies)
          .extracting(reply -> reply.text("id"))
          .containsOnly(replies.get(0).text("id"));
      assertThat(replies)
          .filteredOn(reply -> reply.header("Idempotency-Replayed") == null)
          .hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void recordAndEffectCommitTogether() {
    Reply created = post("/payments", key(), payment("o-1"));

    assertThat(
            Books.strings(
                "select (p.xmin = r.xmin)::text from payments p join idempotency_records r"
                    + " on r.resource_id = p.id::text where p.id = '"
                    + created.text("id")
                    + "'"))
        .containsExactly("true");
  }

  @Test
  void malformedKeyIsRefusedByName() {
    for (String malformed : List.of("\"open", "\"\"", "tab\there", "two words", "x".repeat(256))) {
      Reply refused = post("/payments", malformed, payment("o-1"));
      assertThat(refused.status()).as(malformed).isEqualTo(400);
      assertThat(refused.fields()).containsExactly("Idempotency-Key");
    }
    assertThat(payments()).isZero();
  }

  @Test
  void oldRecordsAreClearedAway() {
    String old = key();
    String young = key();
    post("/payments", old, payment("o-1"));
    post("/payments", young, payment("o-2"));
    Books.changeOne(
        "update idempotency_records set created_at = now() - interval '73 hours' where key = '"
            + old
            + "'");

    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                Books.count("select count(*) from idempotency_records where key = '" + old + "'")
                    == 0);
    assertThat(Books.count("select count(*) from idempotency_records where key = '" + young + "'"))
        .isEqualTo(1);
  }

  private long payments() {
    return Books.count(
        "select count(*) from payments where merchant_id = '" + shop.merchantId() + "'");
  }

  private Reply post(String path, String key, String body) {
    return post(shop.server(), path, key, body);
  }

  private static Reply post(Client client, String path, String key, String body) {
    return client.send(
        client
            .request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String payment(String orderId) {
    return "{\"orderId\":\""
        + orderId
        + "\",\"amount\":1999,\"currency\":\"CNY\",\"metadata\":{\"a\":\"b\"}}";
  }

  private static String deposit(String depositId) {
    return "{\"depositId\":\"" + depositId + "\",\"amount\":500}";
  }

  private static Reply get(Future<Reply> reply) {
    try {
      return reply.get();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
