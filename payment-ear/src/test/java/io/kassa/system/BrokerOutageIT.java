package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.instance.OutsideBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A broker in a process of its own that is killed under load and stays away: OpenMQ beside Payara,
 * ActiveMQ beside Payara Micro. Takes two restarts of the server and the outage, so it runs on
 * request: {@code -Dkassa.broker.outage=60} (seconds).
 */
@EnabledIfSystemProperty(named = "kassa.broker.outage", matches = "[1-9][0-9]{0,2}")
class BrokerOutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("kassa.broker.outage", 0));

  private static final int THREADS = 4;

  private final Sink sink = Sink.answering(one -> 204);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    sink.close();
  }

  @Test
  void paymentsGoOnWithoutABrokerAndTheirNoticesFollowByThemselves() throws Exception {
    try (OutsideBroker broker = OutsideBroker.serving(Instance.current())) {
      Shop shop = Shop.open();
      new Hooks(shop).at(sink.url("/hook"));
      String account = shop.account(1_000_000);
      long before = paid(shop, account, Duration.ofSeconds(5));
      broker.killHard();
      long during = paid(shop, account, OUTAGE);
      broker.start();
      long after = paid(shop, account, Duration.ofSeconds(5));

      long all = before + during + after;
      System.out.printf(
          "payments confirmed: %d before, %d in %d s without a broker, %d after%n",
          before, during, OUTAGE.toSeconds(), after);
      assertThat(during).as("payments without a broker").isPositive();
      long begin = System.nanoTime();
      await().atMost(Duration.ofMinutes(10)).until(() -> waiting(shop) == 0);
      System.out.printf("drained after %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
      assertThat(invoices(shop)).as("invoices").isEqualTo(all);
      assertThat(sink.taken("/hook")).as("events at the merchant's").hasSize((int) (2 * all));
      Books.areRight();
    }
  }

  /** Confirms one payment after the other by several threads; every answer has to be 200. */
  private long paid(Shop shop, String account, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      workers.add(
          threads.submit(
              () -> {
                int paid = 0;
                for (; System.nanoTime() < end; paid++) {
                  assertThat(shop.order(account, 1).confirm().status()).isEqualTo(200);
                }
                return paid;
              }));
    }
    long paid = 0;
    for (Future<Integer> worker : workers) {
      paid += worker.get();
    }
    return paid;
  }

  /** Notices, and webhooks that are not delivered yet. */
  private static long waiting(Shop shop) throws IOException {
    return Books.count(
        """
        select (select count(*) from outbox where merchant_id = '%1$s')
             + (select count(*) from webhook_deliveries
                 where merchant_id = '%1$s' and status = 'PENDING')
        """
            .formatted(shop.merchantId()));
  }

  private static long invoices(Shop shop) throws IOException {
    return Books.count(
        "select count(distinct payment_id) from invoices where merchant_id = '"
            + shop.merchantId()
            + "'");
  }
}
