package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A database that does not serve the listener for a while; the lock holds it at its first write.
 */
class OutageIT {
  private final Shop shop = Shop.open();
  private final String account = shop.account(1_000);

  @Test
  void lockThatIsHeldForLongPostponesANoticeAndDoesNotCountAsItsFailure() throws Exception {
    Order order;
    try (Connection lock = lockCounter()) {
      order = confirmed();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> open("last_error like '%lock timeout%' and sent_at is null") == 1);
      assertThat(open("failures = 0")).isEqualTo(1);
      lock.rollback();
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> invoiced(order));
  }

  /** Sent again after 60 s they would be in any case: in half the time shows that none was lost. */
  @Test
  void databaseThatDiesUnderTheListenerCostsNoNoticeAndNoSecondSend() throws Exception {
    List<Order> orders;
    try (Connection lock = lockCounter()) {
      orders = Stream.generate(this::confirmed).limit(5).toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> open("sent_at is not null") == 5);
      Instance.current().database().killHard();
      assertThat(lock.isValid(1)).isFalse();
    }
    Instance.current().database().restart();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> orders.stream().allMatch(OutageIT::invoiced));
    assertThat(open("true")).isZero();
    Books.areRight();
  }

  private Order confirmed() {
    Order order = shop.order(account, 10);
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private static boolean invoiced(Order order) {
    return order.phone().get(order.path() + "/invoice").status() == 200;
  }

  /** Holds the counter of the merchant's invoices, which the first invoice makes. */
  private Connection lockCounter() throws SQLException, IOException {
    Order first = confirmed();
    await().atMost(Duration.ofSeconds(30)).until(() -> invoiced(first));
    Connection owner = Instance.current().database().owner();
    owner.setAutoCommit(false);
    try (Statement statement = owner.createStatement()) {
      statement.execute(
          "select 1 from kassa.invoice_series where merchant_id = '%s' for update"
              .formatted(shop.merchantId()));
    }
    return owner;
  }

  private long open(String condition) {
    return Books.count(
        "select count(*) from outbox where merchant_id = '%s' and (%s)"
            .formatted(shop.merchantId(), condition));
  }
}
