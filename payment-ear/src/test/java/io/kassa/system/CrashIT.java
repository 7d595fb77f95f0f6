package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrashIT {
  private static final int PAYMENTS = 40;

  private final Shop shop = Shop.open();

  @AfterEach
  void relayWorks() {
    InvoiceRelay.resume();
  }

  /** The pause puts the crash exactly between the confirmations' commit and the relay's lease. */
  @Test
  void serverKilledBeforeItSentAnythingMakesEachInvoiceOnce() throws Exception {
    InvoiceRelay.pause();
    String account = shop.account(10_000);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      orders.add(shop.order(account, 10));
    }
    List<String> signatures = signatures(orders);

    Instance.current().server().killHard();
    long untouched = untouched();
    Instance.current().server().restart();
    assertThat(untouched).as("nothing was leased or sent").isEqualTo(PAYMENTS);
    assertThat(InvoiceRelay.state()).as("a pause outlives a restart").containsKey("pausedAt");
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> untouched() == PAYMENTS);
    InvoiceRelay.resume();

    await().atMost(Duration.ofMinutes(2)).until(() -> open() == 0);
    assertThat(signatures(orders)).isEqualTo(signatures);
    assertThat(shop.balance(account)).isEqualTo(10_000 - 10 * PAYMENTS);
    assertThat(numbers())
        .as("each once, without gaps")
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, PAYMENTS).mapToObj(Integer::toString).toList());
    Books.areRight();
  }

  private static List<String> signatures(List<Order> orders) {
    return orders.stream().map(order -> order.confirm().text("signature")).toList();
  }

  private List<String> numbers() {
    return Books.strings(
        """
        select i.number::text from invoices i
          join invoice_files f on f.merchant_id = i.merchant_id and f.invoice_id = i.id
         where i.merchant_id = '%s' order by i.number
        """
            .formatted(shop.merchantId()));
  }

  private long untouched() {
    return Books.count(
        "select count(*) from outbox where sends = 0 and leased_by is null and merchant_id = '"
            + shop.merchantId()
            + "'");
  }

  private long open() {
    return Books.count(
        "select count(*) from outbox where merchant_id = '" + shop.merchantId() + "'");
  }
}
