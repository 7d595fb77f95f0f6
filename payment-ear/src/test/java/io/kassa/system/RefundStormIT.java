package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Many refunds at once never give back more than was paid, and lose nothing. {@code
 * -Dkassa.refund.storm} is how many.
 */
class RefundStormIT {
  private static final int PAYMENTS = 50;
  private static final int THREADS = 32;
  private static final int REFUNDS = Integer.getInteger("kassa.refund.storm", 1_000);
  private static final long PAID = 10_000;

  /** Of the statuses of answers, by status. */
  private static final int STATUSES = 600;

  private final Shop shop = Shop.open("ON_REQUEST");
  private final long seed = new Random().nextLong();
  private final AtomicLongArray given = new AtomicLongArray(PAYMENTS);
  private final AtomicIntegerArray answers = new AtomicIntegerArray(STATUSES);

  @Test
  void refundsOfRandomSizeNeverExceedWhatWasPaidAndTheSumIsExact() throws Exception {
    System.out.println("storm of refunds, seed " + seed);
    String account = shop.account(PAYMENTS * PAID);
    shop.configure("TEST", "{}");
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      // every other one goes back through a channel
      Order order = shop.order(account, PAID);
      assertThat(order.confirm(i % 2 == 0 ? "BALANCE" : "TEST").status()).isEqualTo(200);
      orders.add(order);
    }
    long started = System.nanoTime();

    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        threads.add(pool.submit(() -> refundSome(orders, new Random(seed + thread), thread)));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }

    System.out.println(
        "%d refunds and %d refusals in %d ms"
            .formatted(
                answers.get(201),
                answers.get(409),
                Duration.ofNanos(System.nanoTime() - started).toMillis()));
    assertThat(answers.get(201) + answers.get(409)).as("seed " + seed).isEqualTo(REFUNDS);
    assertThat(answers.get(201)).isPositive();
    assertThat(answers.get(409)).isPositive();
    for (int i = 0; i < PAYMENTS; i++) {
      String id = orders.get(i).id();
      assertThat(given.get(i)).as("seed " + seed).isLessThanOrEqualTo(PAID);
      assertThat(
              Books.count(
                  "select coalesce(sum(amount_minor), 0) from refunds where status <> 'FAILED'"
                      + " and payment_id = '"
                      + id
                      + "'"))
          .isEqualTo(given.get(i));
      assertThat(Books.count("select amount_refunded_minor from payments where id = '" + id + "'"))
          .isEqualTo(given.get(i));
    }
    Books.areRight();
  }

  private void refundSome(List<Order> orders, Random random, int thread) {
    for (int n = thread; n < REFUNDS; n += THREADS) {
      int payment = random.nextInt(PAYMENTS);
      long amount = 1L + random.nextInt(1_500);
      Reply reply =
          shop.server()
              .post(
                  orders.get(payment).path() + "/refunds",
                  "{\"refundId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), amount));
      answers.incrementAndGet(reply.status());
      if (reply.status() == 201) {
        given.addAndGet(payment, amount);
      }
    }
  }
}
