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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backlog of invoices gets its numbers in few transactions, and still one each without gaps. */
class NumberingAheadIT {
  private static final int BACKLOG = 40;

  private final Shop shop = Shop.open();
  private final String account = shop.account(100_000);

  @AfterEach
  void relayWorks() {
    InvoiceRelay.resume();
  }

  @Test
  void backlogIsNumberedInFewTransactions() {
    InvoiceRelay.pause();
    orders(BACKLOG);
    InvoiceRelay.resume();

    awaitIssued(BACKLOG);
    // PostgreSQL keeps with each row which transaction wrote it
    assertThat(count("count(distinct cast(xmin as text))", "invoices")).isLessThanOrEqualTo(3);
    numbersAreWithoutGap(BACKLOG);
  }

  @Test
  void noticesThatComeAgainAmongNewOnesTakeNoNumber() {
    List<Order> before = orders(3);
    awaitIssued(before.size());
    InvoiceRelay.pause();
    Books.script(
        """
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at)
        select gen_random_uuid(), 'invoice', merchant_id, id, id, 'payment.succeeded', now(), now()
          from payments where merchant_id = '%s'
        """
            .formatted(shop.merchantId()));
    orders(BACKLOG);
    InvoiceRelay.resume();

    awaitIssued(BACKLOG + before.size());
    await().atMost(Duration.ofSeconds(30)).until(() -> count("count(*)", "outbox") == 0);
    numbersAreWithoutGap(BACKLOG + before.size());
    assertThat(issuedEvents()).isEqualTo(BACKLOG + before.size());
  }

  /** One that no invoice can be made of; such a payment is not made by Kassa. */
  @Test
  void oneThatCannotBeNumberedHoldsUpNoOther() {
    InvoiceRelay.pause();
    List<Order> orders = orders(BACKLOG);
    Order unpaid = shop.order(account, 10);
    Books.script(
        """
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at,
           failures)
        select gen_random_uuid(), 'invoice', merchant_id, id, id, 'payment.succeeded',
               now() - interval '1 hour', now() - interval '1 hour', 5
          from payments where id = '%s'
        """
            .formatted(unpaid.id()));
    InvoiceRelay.resume();

    awaitIssued(orders.size());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count("count(*) filter (where dead_at is not null)", "outbox") == 1);
    numbersAreWithoutGap(orders.size());
    Books.script("delete from outbox where payment_id = '%s'".formatted(unpaid.id()));
  }

  /** The relay has others to serve than the merchant whose counter somebody holds. */
  @Test
  void heldCounterHoldsUpNoOtherMerchant() throws SQLException, IOException {
    orders(1);
    awaitIssued(1);
    Shop other = Shop.open();
    String othersAccount = other.account(100);
    InvoiceRelay.pause();
    orders(BACKLOG);
    Order others = other.order(othersAccount, 10);
    assertThat(others.confirm().status()).isEqualTo(200);
    try (Connection holder = Instance.current().database().owner();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute(
          "select 1 from kassa.invoice_series where merchant_id = '%s' for update"
              .formatted(shop.merchantId()));
      InvoiceRelay.resume();
      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  Books.count(
                          "select count(*) from outbox where sent_at is null and merchant_id = '%s'"
                              .formatted(other.merchantId()))
                      == 0);
      holder.rollback();
    }
    awaitIssued(BACKLOG + 1);
    numbersAreWithoutGap(BACKLOG + 1);
  }

  private List<Order> orders(int count) {
    return Stream.generate(() -> shop.order(account, 10))
        .limit(count)
        .peek(order -> assertThat(order.confirm().status()).isEqualTo(200))
        .toList();
  }

  private void awaitIssued(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> count("count(*)", "invoice_files") == count);
  }

  private void numbersAreWithoutGap(int count) {
    assertThat(count("count(*)", "invoices")).isEqualTo(count);
    assertThat(count("count(distinct payment_id)", "invoices")).isEqualTo(count);
    assertThat(count("min(number)", "invoices")).isEqualTo(1);
    assertThat(count("max(number)", "invoices")).isEqualTo(count);
    assertThat(count("last_number", "invoice_series")).isEqualTo(count);
  }

  private long issuedEvents() {
    return Books.count(
        "select count(*) from events where type = 'invoice.issued' and merchant_id = '%s'"
            .formatted(shop.merchantId()));
  }

  private long count(String what, String table) {
    return Books.count(
        "select %s from %s where merchant_id = '%s'".formatted(what, table, shop.merchantId()));
  }
}
