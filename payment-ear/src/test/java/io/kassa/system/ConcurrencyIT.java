package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.system.Shop.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {
  private final Shop shop = Shop.open();

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @Test
  void sixtyFourThreadsWithOneKeyAreOneChargeAndOneConfirmation() throws Exception {
    String account = shop.account(10_000);
    Order order = shop.order(account, 1_000);

    List<Reply> replies = atOnce(64, order::confirm);

    assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
    Set<String> confirmations =
        replies.stream()
            .map(reply -> reply.text("confirmationNumber") + reply.text("signature"))
            .collect(Collectors.toSet());
    assertThat(confirmations).hasSize(1);
    assertThat(shop.balance(account)).isEqualTo(9_000);
    assertThat(
            Books.count("select count(*) from postings where reference_id = '" + order.id() + "'"))
        .isEqualTo(1);
  }

  @Test
  void moneyForOneOfTwoOrdersPaysExactlyOne() throws Exception {
    for (int round = 0; round < 10; round++) {
      String account = shop.account(100);
      List<Order> orders = List.of(shop.order(account, 100), shop.order(account, 100));
      ConcurrentLinkedQueue<Order> queue = new ConcurrentLinkedQueue<>(orders);

      List<Reply> replies = atOnce(2, () -> queue.remove().confirm());

      assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 402);
      assertThat(shop.balance(account)).isZero();
    }
  }

  @Test
  void sameOrderFromManyThreadsIsOnePayment() throws Exception {
    String account = shop.account(100);
    String orderId = UUID.randomUUID().toString();

    List<Reply> replies = atOnce(32, () -> shop.create(orderId, account, 5, 900));

    assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(replies.stream().map(reply -> reply.text("paymentKey")).distinct()).hasSize(1);
  }

  @Test
  void confirmingAndCancelingAtOnceHasOneWinner() throws Exception {
    for (int round = 0; round < 10; round++) {
      String account = shop.account(10);
      Order order = shop.order(account, 10);
      ConcurrentLinkedQueue<Callable<Reply>> calls =
          new ConcurrentLinkedQueue<>(
              List.of(
                  order::confirm,
                  () -> shop.server().send("POST", order.path() + "/cancellation")));

      List<Reply> replies = atOnce(2, () -> calls.remove().call());

      assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
    }
  }

  /** What so many callers are answered that begin together. */
  static List<Reply> atOnce(int threads, Callable<Reply> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Reply>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    } finally {
      pool.shutdownNow();
    }
  }
}
