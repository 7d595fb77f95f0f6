package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Customers who go on paying, and somebody who watches whether they wait for a table's lock. */
final class Writers implements AutoCloseable {
  /**
   * No flow, creation and confirmation together, takes longer; on a machine that others use too.
   */
  private static final Duration MOST = Duration.ofSeconds(4);

  private static final int CUSTOMERS = 3;
  private static final long PAUSE_MILLIS = 10;

  /** Sessions of the application that wait for a table as a whole, which no flow ever should. */
  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
       where usename = 'kassa' and wait_event_type = 'Lock' and wait_event = 'relation'
      """;

  private final ExecutorService hands = Executors.newFixedThreadPool(CUSTOMERS + 1);
  private final List<Future<Void>> work = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong flows = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();

  private Writers() {}

  /** Lets customers pay from an account that holds enough. */
  static Writers start(Shop shop, String account) {
    Writers writers = new Writers();
    for (int i = 0; i < CUSTOMERS; i++) {
      writers.go(() -> writers.pay(shop, account));
    }
    writers.go(writers::watch);
    return writers;
  }

  private void go(Callable<Void> what) {
    work.add(hands.submit(what));
  }

  private Void pay(Shop shop, String account) {
    while (!over.get()) {
      long begin = System.nanoTime();
      assertThat(shop.order(account, 1).confirm().status()).isEqualTo(200);
      longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
      flows.incrementAndGet();
    }
    return null;
  }

  private Void watch() throws Exception {
    try (Connection connection = Instance.current().database().superuser();
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        try (ResultSet row = statement.executeQuery(WAITING)) {
          row.next();
          waiting.addAndGet(row.getLong(1));
        }
        looks.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    return null;
  }

  /** Ends them; every flow succeeded in time, and none was ever seen waiting. */
  void haveNotWaited() throws Exception {
    over.set(true);
    for (Future<Void> one : work) {
      one.get(1, TimeUnit.MINUTES);
    }
    Duration longest = Duration.ofNanos(longestNanos.get());
    System.out.printf(
        "==> %d flows beside the detachment, the longest %d ms; %d looks, %d waited%n",
        flows.get(), longest.toMillis(), looks.get(), waiting.get());
    assertThat(flows.get()).isGreaterThan(30);
    assertThat(looks.get()).isGreaterThan(100);
    assertThat(waiting.get()).as("sessions seen waiting for a table").isZero();
    assertThat(longest).isLessThan(MOST);
  }

  @Override
  public void close() {
    over.set(true);
    hands.shutdownNow();
  }
}
