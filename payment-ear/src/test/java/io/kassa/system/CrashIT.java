package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashIT {
  private static final int PAYMENTS = 40;

  @Test
  void killedServerLosesNothingAndMakesEachInvoiceOnce() throws Exception {
    Shop shop = Shop.open();
    String account = shop.account(10_000);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      orders.add(shop.order(account, 10));
    }
    List<String> signatures = orders.stream().map(o -> o.confirm().text("signature")).toList();

    Instance.current().server().killHard();
    assertThat(open(shop)).as("the crash came before all was told").isPositive();
    Instance.current().server().restart();

    await().atMost(Duration.ofMinutes(2)).until(() -> issued(shop) == PAYMENTS);
    assertThat(orders.stream().map(o -> o.confirm().text("signature")).toList())
        .isEqualTo(signatures);
    assertThat(shop.balance(account)).isEqualTo(10_000 - 10 * PAYMENTS);
    assertThat(
            Books.strings(
                "select number::text from invoices where merchant_id = '"
                    + shop.merchantId()
                    + "' order by invoices.number"))
        .as("numbers without gaps")
        .hasSize(PAYMENTS)
        .startsWith("1")
        .endsWith(Integer.toString(PAYMENTS));
    await().atMost(Duration.ofSeconds(30)).until(() -> open(shop) == 0);
    Books.areRight();
  }

  private static long open(Shop shop) {
    return Books.count(
        "select count(*) from outbox where merchant_id = '" + shop.merchantId() + "'");
  }

  private static long issued(Shop shop) {
    return Books.count(
        "select count(*) from invoice_files where merchant_id = '" + shop.merchantId() + "'");
  }
}
