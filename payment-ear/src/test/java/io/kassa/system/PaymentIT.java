package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentIT {
  private final Shop shop = Shop.open();

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void paymentGoesFromKeyToInvoice() throws Exception {
    String account = shop.account(5_000);
    Order order = shop.order(account, 1_200);

    Reply confirmed = order.confirm();

    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    assertThat(confirmed.text("status")).isEqualTo("SUCCEEDED");
    assertThat(confirmed.text("paymentId")).isEqualTo(order.id());
    assertThat(confirmed.json().getBoolean("test")).isTrue();
    assertThat(confirmed.text("signature").split("\\.", -1)).hasSize(3);
    assertThat(shop.balance(account)).isEqualTo(3_800);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> order.phone().get(order.path() + "/invoice").status() == 200);
    JsonObject facts = shop.server().get(order.path() + "/invoice").json();
    Reply pdf = shop.server().get(order.path() + "/invoice", "application/pdf");
    assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-");
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(pdf.response().body())))
        .isEqualTo(facts.getString("sha256"));
    assertThat(facts.getString("number")).matches("INV-\\d{4}-000001");
  }

  @Test
  void sameOrderAgainIsTheSamePaymentAndKey() {
    String account = shop.account(100);
    String orderId = UUID.randomUUID().toString();
    Reply first = shop.create(orderId, account, 100, 900);
    Reply again = shop.create(orderId, account, 100, 900);
    Reply other = shop.create(orderId, account, 101, 900);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(first.header("Location")).endsWith("/payments/" + first.text("id"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.text("paymentKey")).isEqualTo(first.text("paymentKey"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("order-conflict");
    Client.phone(first.text("paymentKey"))
        .post("/payments/" + first.text("id") + "/confirmation", Shop.BALANCE);
    assertThat(shop.create(orderId, account, 100, 900).json()).doesNotContainKey("paymentKey");
  }

  /** Clients that are generated from the contract send a list that nobody filled. */
  @Test
  void emptyLinesAreNoLines() {
    String order = "{\"orderId\":\"lines-1\",\"amount\":100,\"currency\":\"CNY\"%s}";
    Reply first = shop.server().post("/payments", order.formatted(",\"lines\":[]"));
    Reply again = shop.server().post("/payments", order.formatted(""));

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
  }

  @Test
  void shortAccountLeavesThePaymentOpen() {
    String account = shop.account(50);
    Order order = shop.order(account, 60);

    Reply refused = order.confirm();
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.code()).isEqualTo("insufficient-funds");
    assertThat(shop.balance(account)).isEqualTo(50);

    shop.server()
        .post("/accounts/" + account + "/deposits", "{\"depositId\":\"top-up\",\"amount\":10}");
    assertThat(order.confirm().status()).isEqualTo(200);
    assertThat(shop.balance(account)).isZero();
    assertThat(
            Books.strings(
                "select status from attempts where payment_id = '" + order.id() + "' order by id"))
        .containsExactly("DECLINED", "SUCCEEDED");
  }

  @Test
  void sameDepositAgainIsBookedOnce() {
    String account = shop.account(0);
    String path = "/accounts/" + account + "/deposits";
    String deposit = "{\"depositId\":\"d-1\",\"amount\":70}";

    assertThat(shop.server().post(path, deposit).status()).isEqualTo(201);
    assertThat(shop.server().post(path, deposit).status()).isEqualTo(200);
    Reply conflict = shop.server().post(path, "{\"depositId\":\"d-1\",\"amount\":71}");
    assertThat(conflict.code()).isEqualTo("deposit-conflict");
    assertThat(shop.balance(account)).isEqualTo(70);
    Reply entries = shop.server().get("/accounts/" + account + "/entries");
    assertThat(entries.json().getJsonArray("items")).hasSize(1);
  }

  @Test
  void canceledPaymentCannotBeConfirmedAndSucceededOneNotCanceled() {
    String account = shop.account(100);
    Order canceled = shop.order(account, 10);
    assertThat(canceled.phone().send("POST", canceled.path() + "/cancellation").status())
        .isEqualTo(200);
    assertThat(canceled.phone().send("POST", canceled.path() + "/cancellation").text("status"))
        .isEqualTo("CANCELED");
    assertThat(canceled.confirm().code()).isEqualTo("payment-canceled");

    Order paid = shop.order(account, 10);
    paid.confirm();
    Reply refused = shop.server().send("POST", paid.path() + "/cancellation");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("payment-succeeded");
  }

  @Test
  void lostReplyIsAnsweredAgainAfterExpiry() {
    String account = shop.account(100);
    Order order = shop.order(account, 10, 2);
    Order forgotten = shop.order(account, 10, 1);
    Reply first = order.confirm();
    assertThat(first.status()).as(first.body()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                shop.server().get(forgotten.path()).text("status").equals("EXPIRED")
                    && Instant.parse(shop.server().get(order.path()).text("expiresAt"))
                        .isBefore(Instant.now().minusSeconds(1)));

    Reply again = order.confirm();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("signature")).isEqualTo(first.text("signature"));
    Reply late = forgotten.confirm();
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.code()).isEqualTo("payment-key-expired");
    assertThat(forgotten.phone().get(forgotten.path()).status()).isEqualTo(200);
    assertThat(shop.balance(account)).isEqualTo(90);
  }

  @Test
  void whoWaitsLearnsOfTheEndAtOnce() {
    Order order = shop.order(shop.account(100), 10);
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> order.phone().get(order.path() + "?wait=30"));
    assertThat(order.confirm().status()).isEqualTo(200);

    assertThat(waiting.orTimeout(15, java.util.concurrent.TimeUnit.SECONDS).join().text("status"))
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void pagesHoldEveryPaymentOnceNewestFirst() {
    String account = shop.account(100);
    for (int i = 0; i < 5; i++) {
      shop.order(account, 1 + i);
    }
    StringBuilder amounts = new StringBuilder();
    String cursor = "";
    do {
      JsonObject page = shop.server().get("/payments?limit=2" + cursor).json();
      page.getJsonArray("items")
          .getValuesAs(JsonObject.class)
          .forEach(payment -> amounts.append(payment.get("amount")));
      cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
    } while (!cursor.isEmpty());

    assertThat(amounts).hasToString("54321");
    Reply foreign = Shop.open().server().get("/payments?cursor=" + "AAAA");
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(foreign.fields()).containsExactly("cursor");
  }
}
