package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reports tell of a merchant's payments, counted while they are made. */
class ReportsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String PARQUET = "application/vnd.apache.parquet";

  /** Which counts differ from the events that the cursor has passed; one statement, one moment. */
  private static final String MISCOUNTED =
      """
      with passed as (
        select e.type, count(*) as n from events e, report_cursor c
         where (e.position, e.id) <= (c.position, c.event_id)
         group by e.type
      ), counted as (
        select grain, sum(succeeded) as succeeded, sum(canceled) as canceled from report_rollups
         group by grain
      )
      select grain || ' ' || succeeded || ' ' || canceled from counted
       where succeeded <> coalesce((select n from passed where type = 'payment.succeeded'), 0)
          or canceled <> coalesce((select n from passed where type = 'payment.canceled'), 0)
      """;

  private final Shop shop = Shop.open("ON_REQUEST").with("TEST", "{}");

  @Test
  void everyEndAndRefundIsCountedOnItsChannel() {
    String account = shop.account(100_000);
    Order first = shop.order(account, 1_000);
    assertThat(first.confirm().status()).isEqualTo(200);
    assertThat(shop.order(account, 2_345).confirm().status()).isEqualTo(200);
    refund(first, 400);
    refund(first, 1);
    Order again = shop.order(account, 1_290);
    assertThat(again.confirm("TEST").code()).isEqualTo("payment-declined");
    assertThat(again.confirm().status()).isEqualTo(200);
    assertThat(shop.order(null, 700).confirm("TEST").status()).isEqualTo(200);
    Order given = shop.order(null, 1_290);
    assertThat(given.confirm("TEST").code()).isEqualTo("payment-declined");
    cancel(given);
    cancel(shop.order(account, 5));
    shop.order(account, 5, 1);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(report("per=TOTAL&by=CHANNEL"))
                    .containsExactly(
                        "BALANCE 3 0 0 0 4635 2 401",
                        "NONE 0 1 1 0 0 0 0",
                        "TEST 1 1 0 2 700 0 0"));
    assertThat(report("per=TOTAL&by=ALL")).containsExactly("null 4 2 1 2 5335 2 401");
    assertThat(report("per=DAY&by=ALL&channel=TEST")).containsExactly("null 1 1 0 2 700 0 0");
    assertThat(report("per=HOUR&by=CHANNEL")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(report("per=DAY&currency=JPY")).isEmpty();
  }

  @Test
  void nothingIsCountedTwiceOrForgottenWhilePaymentsAreMade() throws Exception {
    String account = shop.account(1_000_000);
    ExecutorService phones = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> paying = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        paying.add(
            phones.submit(() -> IntStream.range(0, 40).forEach(n -> payOrCancel(account, n))));
      }
      while (!paying.stream().allMatch(Future::isDone)) {
        assertThat(Books.strings(MISCOUNTED)).isEmpty();
      }
      for (Future<?> phone : paying) {
        phone.get();
      }
    } finally {
      phones.shutdownNow();
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(report("by=ALL")).isEqualTo(ofPayments()));
    assertThat(Books.strings(MISCOUNTED)).isEmpty();
  }

  private void payOrCancel(String account, int number) {
    Order order = shop.order(account, 100 + number);
    if (number % 5 == 0) {
      cancel(order);
    } else {
      assertThat(order.confirm(number % 2 == 0 ? "TEST" : "BALANCE").status()).isEqualTo(200);
    }
  }

  /** The same numbers from the payments themselves. */
  private List<String> ofPayments() {
    return Books.strings(
        """
        select 'null ' || count(*) filter (where status = 'SUCCEEDED') || ' '
               || count(*) filter (where status = 'CANCELED') || ' 0 0 '
               || sum(amount_minor) filter (where status = 'SUCCEEDED') || ' 0 0'
          from payments where merchant_id = '%s'
        """
            .formatted(shop.merchantId()));
  }

  @Test
  void latePaymentTakesItsExpiryBack() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20}");
    Shop late = Sandbox.shop();
    Order order = late.order(null, 1_200);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm("WECHAT_PAY").json().getJsonObject("nextAction")),
        "open");
    Books.script(
        """
        update attempts set status = 'CLOSED', ended_at = now(), due_at = null
         where payment_id = '%1$s';
        update payments
           set status = 'REQUIRES_CONFIRMATION',
               expires_at = date_trunc('second', created_at) + interval '1 second'
         where id = '%1$s'
        """
            .formatted(order.id()));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(report(late, "per=TOTAL&by=CHANNEL"))
                    .containsExactly("WECHAT_PAY 0 0 1 0 0 0 0"));

    Sandbox.scan(Sandbox.orders(order).get(0).getString("code"), "pay");

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(report(late, "per=TOTAL&by=CHANNEL"))
                    .containsExactly("WECHAT_PAY 1 0 0 0 1200 0 0"));
  }

  @Test
  void countedAnewTheNumbersAreTheSame() {
    assertThat(shop.order(null, 700).confirm("TEST").status()).isEqualTo(200);
    List<String> expected = List.of("TEST 1 0 0 0 700 0 0");
    await().atMost(SOON).untilAsserted(() -> assertThat(report("")).isEqualTo(expected));

    Books.script(
        """
        update report_cursor
           set position = '0', event_id = '00000000-0000-0000-0000-000000000000',
               caught_up_at = null;
        delete from report_rollups;
        delete from report_confirm_times
        """);

    await().atMost(SOON).untilAsserted(() -> assertThat(report("")).isEqualTo(expected));
    assertThat(Books.strings(MISCOUNTED)).isEmpty();
  }

  @Test
  void reportTellsWhatTheRollupHoldsAndAsksNoPayment() {
    assertThat(shop.order(null, 700).confirm("TEST").status()).isEqualTo(200);
    await().atMost(SOON).until(() -> !report("").isEmpty());

    Books.script(
        "update report_rollups set amount_minor = amount_minor + 1 where merchant_id = '%s'"
            .formatted(shop.merchantId()));

    for (String per : List.of("HOUR", "DAY", "TOTAL")) {
      assertThat(report("per=" + per)).as(per).containsExactly("TEST 1 0 0 0 701 0 0");
    }
  }

  @Test
  void timesToConfirmHoldWhatPayersTook() {
    Order order = shop.order(null, 700);
    assertThat(order.confirm("TEST").status()).isEqualTo(200);
    await().atMost(SOON).until(() -> !report("").isEmpty());
    JsonObject row = rows(shop, "").get(0);
    long took =
        Books.count(
            """
            select ceil(extract(epoch from confirmed_at - created_at) * 1000) from payments
             where id = '%s'
            """
                .formatted(order.id()));
    for (String member : List.of("p50Millis", "p95Millis", "p99Millis")) {
      assertThat(row.getJsonNumber(member).longValue())
          .isBetween(took - 1, (long) (took * 1.2) + 2);
    }
  }

  @Test
  void reportIsATableOrAParquetFileToo() {
    assertThat(shop.order(null, 700).confirm("TEST").status()).isEqualTo(200);
    await().atMost(SOON).until(() -> !report("").isEmpty());

    Reply csv = Client.auditor().get(path(shop, ""), "text/csv");
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(csv.body().lines().toList()).hasSize(2);
    assertThat(csv.body().lines().skip(1).findFirst().orElseThrow())
        .contains(shop.merchantId() + ",TEST,CNY,true,1,0,0,0,1000000,700,0,0,0,");
    Reply parquet = Client.auditor().get(path(shop, ""), PARQUET);
    assertThat(parquet.header("Content-Type")).isEqualTo(PARQUET);
    byte[] file = parquet.response().body();
    byte[] mark = "PAR1".getBytes(StandardCharsets.US_ASCII);
    assertThat(file).startsWith(mark);
    assertThat(Arrays.copyOfRange(file, file.length - mark.length, file.length)).isEqualTo(mark);
    assertThat(Client.auditor().get(path(shop, ""), "image/png").status()).isEqualTo(406);
  }

  @Test
  void whatCannotBeReportedIsRefusedWithItsField() {
    for (List<String> refused :
        List.of(
            List.of("to=2026-01-02", "from"),
            List.of("from=2026-01-02", "to"),
            List.of("from=2026-01-02&to=2026-01-02", "to"),
            List.of("from=2026-01-01&to=2026-02-02&per=HOUR", "to"),
            List.of("from=2025-01-01&to=2026-02-06", "to"),
            List.of("from=2026-01-01&to=2026-01-02&per=WEEK", "per"),
            List.of("from=2026-01-01&to=2026-01-02&by=COLOUR", "by"),
            List.of("from=2026-01-01&to=2026-01-02&channel=CASH", "channel"),
            List.of("from=2026-01-01&to=2026-01-02&currency=XXQ", "currency"))) {
      Reply reply = Client.auditor().get("/reports/payments?" + refused.get(0));
      assertThat(reply.status()).as(refused.get(0)).isEqualTo(400);
      assertThat(reply.fields()).as(refused.get(0)).containsExactly(refused.get(1));
    }
    String most = "/reports/payments?from=2025-01-01&to=2026-02-05&by=ALL";
    assertThat(Client.auditor().get(most).status()).isEqualTo(200);
  }

  private List<String> report(String query) {
    return report(shop, query);
  }

  /** Channel, ends, declined attempts, amount and refunds of each row. */
  private static List<String> report(Shop shop, String query) {
    return rows(shop, query).stream()
        .map(
            row ->
                "%s %s %s %s %s %s %s %s"
                    .formatted(
                        row.getString("channel", null),
                        row.get("succeeded"),
                        row.get("canceled"),
                        row.get("expired"),
                        row.get("declinedAttempts"),
                        row.get("amount"),
                        row.get("refunds"),
                        row.get("amountRefunded")))
        .toList();
  }

  private static List<JsonObject> rows(Shop shop, String query) {
    Reply reply = Client.auditor().get(path(shop, query));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json().getJsonArray("rows").getValuesAs(JsonObject.class);
  }

  /** Yesterday to tomorrow, so that midnight does no harm to totals. */
  private static String path(Shop shop, String query) {
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    return "/reports/payments?from=%s&to=%s&merchantId=%s%s"
        .formatted(
            day(today.minus(1, ChronoUnit.DAYS)),
            day(today.plus(2, ChronoUnit.DAYS)),
            shop.merchantId(),
            query.isEmpty() ? "" : "&" + query);
  }

  private static String day(Instant midnight) {
    return midnight.toString().substring(0, "2026-01-01".length());
  }

  private void refund(Order order, long amount) {
    Reply refunded =
        shop.server()
            .post(
                order.path() + "/refunds",
                "{\"refundId\":\"r%1$d\",\"amount\":%1$d}".formatted(amount));
    assertThat(refunded.status()).as(refunded.body()).isEqualTo(201);
  }

  private void cancel(Order order) {
    assertThat(shop.server().send("POST", order.path() + "/cancellation").status()).isEqualTo(200);
  }
}
