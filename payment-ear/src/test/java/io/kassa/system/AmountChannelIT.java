package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the channel TEST does by the amount, and what becomes of the payment then. */
class AmountChannelIT {
  private static final String TEST = "{\"channel\":\"TEST\"}";
  private static final int THREADS = 32;
  private static final Duration SOON = Duration.ofSeconds(40);

  private final Shop shop = Shop.open().with("TEST", "{}");

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void approvedPaymentIsConfirmedWithTheChannelsNumber() {
    Order order = shop.order(null, 1_200);

    Reply confirmed = confirm(order);

    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    assertThat(confirmed.text("status")).isEqualTo("SUCCEEDED");
    assertThat(confirmed.text("channel")).isEqualTo("TEST");
    assertThat(confirmed.text("channelTransactionId")).startsWith("TEST");
    assertThat(confirm(order).body()).isEqualTo(confirmed.body());
    assertThat(order.phone().get(order.path() + "/confirmation").text("signature"))
        .isEqualTo(confirmed.text("signature"));
    assertThat(order.attempts()).containsExactly("SUCCEEDED");
  }

  @Alongside
  @Test
  void thirtyTwoConfirmationsCallTheChannelOnce() throws InterruptedException {
    Shop slow = Shop.open().with("TEST", "{\"delayMillis\":\"800\"}");
    Order order = slow.order(null, 1_200);

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Reply> replies;
    try {
      replies =
          threads
              .invokeAll(Collections.nCopies(THREADS, (Callable<Reply>) () -> confirm(order)))
              .stream()
              .map(AmountChannelIT::answer)
              .toList();
    } finally {
      threads.shutdown();
    }

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies.stream().map(reply -> reply.text("signature")).distinct()).hasSize(1);
    assertThat(order.attempts()).containsExactly("SUCCEEDED");
  }

  @Test
  void declinedPaymentIsOpenForAnotherTry() {
    Order order = shop.order(null, 1_290);

    Reply declined = confirm(order);

    assertThat(declined.status()).as(declined.body()).isEqualTo(402);
    assertThat(declined.code()).isEqualTo("payment-declined");
    assertThat(status(order)).isEqualTo("REQUIRES_CONFIRMATION");
    assertThat(order.attempts()).containsExactly("DECLINED");
  }

  @Alongside
  @Test
  void silenceAfterTheMoneyWasTakenBecomesSuccess() {
    Order order = shop.order(null, 1_291);

    Reply unknown = confirm(order);

    assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);
    assertThat(unknown.json()).doesNotContainKey("nextAction");
    await().atMost(SOON).until(() -> status(order).equals("SUCCEEDED"));
    assertThat(confirm(order).status()).isEqualTo(200);
  }

  @Alongside
  @Test
  void orderThatNeverArrivedIsClosedAndCanBeTriedAgain() {
    Order order = shop.order(null, 1_292);

    assertThat(confirm(order).status()).isEqualTo(202);

    await().atMost(SOON).until(() -> status(order).equals("REQUIRES_CONFIRMATION"));
    assertThat(order.attempts()).containsExactly("CLOSED");
  }

  @Alongside
  @Test
  void payerWhoPaysLaterIsFoundByAsking() {
    Shop slow = Shop.open().with("TEST", "{\"delayMillis\":\"1000\"}");
    Order order = slow.order(null, 1_293);

    Reply pending = confirm(order);

    assertThat(pending.status()).as(pending.body()).isEqualTo(202);
    assertThat(pending.json().getJsonObject("nextAction").getString("type")).isEqualTo("qr_code");
    assertThat(confirm(order).body()).isEqualTo(pending.body());
    assertThat(order.phone().get(order.path() + "?wait=30").text("status"))
        .isIn("SUCCEEDED", "PROCESSING");
    await().atMost(SOON).until(() -> status(order).equals("SUCCEEDED"));
  }

  @Alongside
  @Test
  void unpaidOrderIsClosedAtTheChannelWhenItsTimeIsOver() {
    Order order = shop.order(null, 1_294, 2);
    assertThat(confirm(order).status()).isEqualTo(202);

    await().atMost(SOON).until(() -> status(order).equals("EXPIRED"));

    assertThat(order.attempts()).containsExactly("CLOSED");
    Reply late = confirm(order);
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.code()).isEqualTo("payment-key-expired");
  }

  @Test
  void cancelingClosesTheOrderAtTheChannelFirst() {
    Order order = shop.order(null, 1_294);
    assertThat(confirm(order).status()).isEqualTo(202);

    Reply canceled = order.phone().send("POST", order.path() + "/cancellation");

    assertThat(canceled.status()).as(canceled.body()).isEqualTo(200);
    assertThat(canceled.text("status")).isEqualTo("CANCELED");
    assertThat(order.attempts()).containsExactly("CLOSED");
  }

  @Test
  void anotherSceneClosesTheOpenOrderFirst() {
    Order order = shop.order(null, 1_294);
    assertThat(confirm(order).status()).isEqualTo(202);

    Reply other = order.confirm("TEST", "H5");

    assertThat(other.status()).as(other.body()).isEqualTo(202);
    assertThat(order.attempts()).containsExactly("CLOSED", "PENDING");
  }

  @Test
  void balanceTakesOverFromAnOpenOrder() {
    String account = shop.account(5_000);
    Order order = shop.order(account, 1_294);
    assertThat(confirm(order).status()).isEqualTo(202);

    assertThat(order.confirm().status()).isEqualTo(200);
    assertThat(order.attempts()).containsExactly("CLOSED", "SUCCEEDED");
  }

  @Test
  void channelThatNobodyConfiguredIsRefusedByName() {
    Order order = Shop.open().order(null, 100);

    Reply refused = confirm(order);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly("channel");
  }

  @Test
  void phoneSeesTheChannelsOfItsPayment() {
    Order order = shop.order(shop.account(0), 100);

    assertThat(order.phone().get(order.path()).json().getJsonArray("channels"))
        .hasToString(
            "[{\"channel\":\"BALANCE\",\"scenes\":[]},"
                + "{\"channel\":\"TEST\",\"scenes\":[\"NATIVE\",\"APP\",\"H5\",\"JSAPI\"]}]");
  }

  @Test
  void liveMerchantCannotHaveTheChannel() {
    Client operator = Client.operator();
    String live =
        operator
            .post("/merchants", "{\"name\":\"Live %s\",\"mode\":\"LIVE\"}".formatted(id()))
            .text("id");

    Reply refused = operator.post("/merchants/" + live + "/channel-configurations", TEST);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.fields()).containsExactly("channel");
  }

  @Test
  void databaseRefusesTheChannelForALiveMerchant() {
    Order order = shop.order(null, 1_200);
    assertThat(confirm(order).status()).isEqualTo(200);

    assertThat(
            Books.refusal(
                "update attempts set test = false where payment_id = '" + order.id() + "'"))
        .contains("attempts_test_channel_ck");
  }

  private static Reply confirm(Order order) {
    return order.confirm("TEST");
  }

  private static String status(Order order) {
    return order.phone().get(order.path()).text("status");
  }

  private static Reply answer(Future<Reply> reply) {
    try {
      return reply.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
