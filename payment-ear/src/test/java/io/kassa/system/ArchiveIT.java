package io.kassa.system;

import static io.kassa.system.OldMonth.asOwner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old months of events leave, and nobody has to wait for it. */
class ArchiveIT {
  private static final String TRANSACTION_RUNS =
      "a transaction that began before it left still runs";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Shop shop = Shop.open("ON_REQUEST");
  private final OldMonth month = OldMonth.make(0);

  @AfterEach
  void forget() {
    Books.script("delete from outbox where type = 'archive.test'");
    try {
      OldMonth.run();
    } finally {
      OldMonth.forgetAll();
    }
    Books.areRight();
  }

  @Test
  void monthLeavesWhileWritersAndALongReaderGoOn() throws Exception {
    month.events(shop, 1_000);
    String before = content("kassa." + month.table());
    try (Writers writers = Writers.start(shop, shop.account(1_000_000))) {
      try (Connection reader = Instance.current().database().owner();
          Statement statement = reader.createStatement()) {
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        long seen = count(statement);

        assertThat(OldMonth.run()).containsExactly(month.month() + ": " + TRANSACTION_RUNS);

        assertThat(month.place()).isEqualTo("pending");
        assertThat(count(statement)).as("the reader's rows stay where they are").isEqualTo(seen);
        assertThat(OldMonth.run()).containsExactly(month.month() + ": " + TRANSACTION_RUNS);
        reader.commit();
      }
      assertThat(OldMonth.run()).containsExactly(month.table());
      writers.haveNotWaited();
    }
    assertThat(content(month.archived())).isEqualTo(before);
    assertThat(OldMonth.run()).as("nothing is left to do").isEmpty();
    try (Connection runtime = Instance.current().database().runtime();
        Statement refused = runtime.createStatement()) {
      assertThatThrownBy(() -> refused.execute("select 1 from " + month.archived()))
          .isInstanceOfSatisfying(
              SQLException.class, no -> assertThat(no.getSQLState()).isEqualTo("42501"));
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select count(*) from kassa.events")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String content(String table) {
    return Books.strings(
            "select count(*) || ' ' || md5(string_agg(e::text, '|' order by e.id)) from %s e"
                .formatted(table))
        .get(0);
  }

  @Test
  void cursorIsRefusedOnlyIfEventsBehindItHaveLeft() {
    month.events(shop, 3);
    String first = cursor("/events?limit=1");
    String third = cursor("/events?limit=3");
    Shop other = Shop.open("ON_REQUEST");
    pay(shop);
    pay(other);
    await().atMost(SOON).until(() -> size(other.server().get("/events")) == 1);
    String others = other.server().get("/events").text("nextCursor");

    assertThat(OldMonth.run()).containsExactly(month.table());

    Reply lost = shop.server().get("/events?cursor=" + first);
    assertThat(lost.status()).isEqualTo(410);
    assertThat(lost.text("code")).isEqualTo("events-archived");
    assertThat(shop.server().get("/events?type=invoice.issued&cursor=" + first).status())
        .isEqualTo(410);
    assertThat(size(shop.server().get("/events?cursor=" + third))).isEqualTo(1);
    assertThat(size(shop.server().get("/events"))).as("from the oldest that stays").isEqualTo(1);
    assertThat(size(other.server().get("/events?cursor=" + others))).isZero();
  }

  private String cursor(String path) {
    await()
        .atMost(SOON)
        .until(() -> size(shop.server().get(path)) == Integer.parseInt(path.split("=", 2)[1]));
    return shop.server().get(path).text("nextCursor");
  }

  private static int size(Reply page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.json().getJsonArray("items").size();
  }

  private static void pay(Shop shop) {
    assertThat(shop.order(shop.account(100), 10).confirm().status()).isEqualTo(200);
  }

  /** How far a run came before its node died. */
  enum Crash {
    NOTED("attached"),
    PENDING("pending"),
    DETACHED("detached");

    private final String place;

    Crash(String place) {
      this.place = place;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasBrokenOffIsEndedByTheNextRun(Crash crash) throws Exception {
    month.events(shop, 10);
    asOwner(
        "insert into kassa.archived_months (month, began_at) values ('%s', now())"
            .formatted(month.month().atDay(1)));
    String detach =
        "alter table kassa.events detach partition kassa.%s concurrently".formatted(month.table());
    switch (crash) {
      case NOTED -> {}
      case PENDING -> {
        try (Connection reader = Instance.current().database().owner();
            Statement statement = reader.createStatement()) {
          reader.setAutoCommit(false);
          count(statement);
          assertThatThrownBy(() -> asOwner("set lock_timeout = '200ms'", detach))
              .hasMessageContaining("lock timeout");
          reader.commit();
        }
      }
      case DETACHED -> asOwner(detach);
    }
    assertThat(month.place()).isEqualTo(crash.place);

    assertThat(OldMonth.run()).containsExactly(month.table());

    assertThat(Books.count("select count(*) from " + month.archived())).isEqualTo(10);
    assertThat(Books.count("select count(*) from archived_months where archived_at is null"))
        .isZero();
  }

  @Test
  void connectionThatBreaksInTheMiddleHoldsNothing() throws Exception {
    month.events(shop, 10);
    try (Connection reader = Instance.current().database().owner();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      count(statement);
      CompletableFuture<List<String>> run = CompletableFuture.supplyAsync(OldMonth::run);
      await()
          .atMost(SOON)
          .until(
              () ->
                  Books.count(
                          """
                          select count(*) from (
                            select pg_terminate_backend(pid) from pg_stat_activity
                             where query like '%concurrently' and wait_event_type = 'Lock') killed
                          """)
                      == 1);
      assertThatThrownBy(run::join).hasStackTraceContaining("not archived");
      reader.commit();
    }
    assertThat(month.place()).isEqualTo("pending");

    // the pool may hand the broken connection out once more; the timer comes again, too
    await().atMost(SOON).ignoreExceptions().until(OldMonth::run, List.of(month.table())::equals);

    assertThat(Books.count("select count(*) from " + month.archived())).isEqualTo(10);
  }

  @Test
  void monthAndThoseAfterItStayWhileAWebhookOrAReportNeedsIt() throws Exception {
    OldMonth next = OldMonth.make(1);
    next.events(shop, 1);
    asOwner(
        """
        insert into kassa.outbox (event_id, consumer, merchant_id, object_id, type, created_at,
                                  due_at, dead_at)
        values (gen_random_uuid(), 'webhook', '%1$s', '%1$s', 'archive.test', date '%2$s',
                now(), now())
        """
            .formatted(shop.merchantId(), month.month().atDay(3)));
    assertThat(OldMonth.run()).singleElement().asString().contains("webhooks");
    assertThat(next.place()).isEqualTo("attached");
    assertThat(Metrics.value("kassa_archive_overdue")).isEqualTo(2);
    Books.script("delete from outbox where type = 'archive.test'");

    try (Connection counting = Instance.current().database().owner();
        Statement statement = counting.createStatement()) {
      counting.setAutoCommit(false);
      statement.execute("select 1 from kassa.report_cursor for update");
      asOwner(
          """
          insert into kassa.events (merchant_id, id, payment_id, sequence, object_id, type,
                                    created_at)
          values ('%1$s', gen_random_uuid(), '%2$s', 1, '%2$s', 'payment.canceled', date '%3$s')
          """
              .formatted(shop.merchantId(), UUID.randomUUID(), month.month().atDay(4)));
      assertThat(OldMonth.run()).singleElement().asString().contains("reports");
      counting.commit();
    }
    await().atMost(SOON).until(OldMonth::run, List.of(month.table(), next.table())::equals);
    assertThat(Metrics.value("kassa_archive_overdue")).isZero();
  }
}
