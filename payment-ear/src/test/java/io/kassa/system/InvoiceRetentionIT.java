package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Invoices are kept for ten full calendar years after the one of issue, which is the default. */
class InvoiceRetentionIT {
  private static final int YEARS = 10;

  private final Shop shop = Shop.open();
  private final String account = shop.account(1_000);

  @Test
  void invoiceIsDeletedOnceItsYearsAreOverAndNotADayEarlier() {
    Order over = invoiced();
    Order lastYear = invoiced();
    int year = Year.now(ZoneOffset.UTC).getValue();
    long audited = entries();
    issuedAt(over, (year - YEARS - 1) + "-12-31 23:59:59.999999Z");
    issuedAt(lastYear, (year - YEARS) + "-01-01 00:00:00Z");

    await().atMost(Duration.ofSeconds(40)).until(() -> invoice(over).status() == 404);

    assertThat(
            Books.count(
                "select count(*) from invoices where payment_id = '%s'".formatted(over.id())))
        .isZero();
    assertThat(
            Books.count(
                "select count(*) from invoice_files where merchant_id = '%s'"
                    .formatted(shop.merchantId())))
        .as("the other one's file")
        .isEqualTo(1);
    assertThat(invoice(lastYear).status()).isEqualTo(200);
    assertThat(entries()).isGreaterThan(audited);
    assertThat(invoice(invoiced()).text("number")).as("no number comes twice").endsWith("-000003");
    assertThat(over.confirm().status()).as("the payment itself stays").isEqualTo(200);
    Books.areRight();
  }

  private Order invoiced() {
    Order order = shop.order(account, 10);
    assertThat(order.confirm().status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(30)).until(() -> invoice(order).status() == 200);
    return order;
  }

  private Reply invoice(Order order) {
    return shop.server().get(order.path() + "/invoice");
  }

  private static void issuedAt(Order order, String time) {
    Books.changeOne(
        // the trigger that freezes what was issued is held off: time is what the test fakes
        "perform set_config('session_replication_role', 'replica', true);"
            + " update invoices set issued_at = '%s' where payment_id = '%s'"
                .formatted(time, order.id()));
  }

  private static long entries() {
    return Books.count(
        "select count(*) from audit_entries where action = 'invoices.expired'"
            + " and actor_kind = 'system' and actor = 'retention'");
  }
}
