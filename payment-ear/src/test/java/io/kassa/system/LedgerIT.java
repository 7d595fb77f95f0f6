package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the books, and that fees, closings and reversals keep it right. */
class LedgerIT {
  private Shop shop;
  private String account;

  @BeforeEach
  void open() {
    shop = Shop.open("ON_REQUEST").with("TEST", "{}");
    account = shop.account(1_000_000);
  }

  @Test
  void feeIsPostedWithThePaymentByTheScheduleInForce() {
    Order free = paid(10_000);
    Reply first = setFee("BALANCE", 6_000, 10);
    inForce(setFee("TEST", 10_000, 0));
    Order dear = paid(10_000);
    Order tiny = paid(5);
    Order tried = tried(1_200);
    Reply second = setFee("BALANCE", 3_800, 0);
    inForce(second);
    Order cheaper = paid(10_000);

    assertThat(fees(free)).isEmpty();
    assertThat(fees(dear)).containsExactly("70 " + first.text("id"));
    assertThat(fees(tiny)).containsExactly("5 " + first.text("id"));
    assertThat(fees(tried)).hasSize(1).first().asString().startsWith("12 ");
    assertThat(fees(cheaper)).containsExactly("38 " + second.text("id"));
    assertThat(balance("MERCHANT_PAYABLE")).isEqualTo(31_205 - 70 - 5 - 12 - 38);
    assertThat(balance("FEES")).isEqualTo(125);
    Books.areRight();
  }

  @Test
  void feeOfTheSameContentChangesNothingAndOneTooSoonIsRefused() {
    Reply first = setFee("BALANCE", 6_000, 10);
    assertThat(setFee("BALANCE", 6_000, 10).text("id")).isEqualTo(first.text("id"));
    Reply soon =
        putFee(
            "BALANCE",
            "{\"ratePpm\":1,\"fixed\":0,\"effectiveFrom\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(1)));
    assertThat(soon.status()).isEqualTo(400);
    assertThat(soon.fields()).containsExactly("effectiveFrom");
    Reply later =
        putFee(
            "BALANCE",
            "{\"ratePpm\":1,\"fixed\":0,\"effectiveFrom\":\"%s\"}"
                .formatted("2099-01-01T00:00:00Z"));
    assertThat(later.status()).as(later.body()).isEqualTo(200);
    assertThat(items(Client.auditor().get(merchant("/fees"))))
        .extracting(item -> item.getString("id"))
        .containsExactly(later.text("id"), first.text("id"));
    assertThat(
            Books.count(
                "select count(*) from audit_entries where action = 'fee.set' and merchant_id = '"
                    + shop.merchantId()
                    + "'"))
        .isEqualTo(2);
  }

  @Test
  void balancesAtAnyTimeAreTheSumsOfAllThatWasBooked() {
    inForce(setFee("BALANCE", 6_000, 1));
    spread();
    ClosedDays.closeAnew();
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Instant oldest = ClosedDays.ago(7).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (String id : accounts()) {
      for (int i = 0; i < 12; i++) {
        Instant at = oldest.plusSeconds(random.nextLong(Duration.ofDays(8).toSeconds()));
        at = i % 3 == 0 ? at.truncatedTo(ChronoUnit.DAYS) : at;
        assertThat(shown(id, "?asOf=" + at)).as("seed %d, at %s", seed, at).isEqualTo(sum(id, at));
      }
      assertThat(shown(id, "")).isEqualTo(sum(id, Instant.parse("2199-01-01T00:00:00Z")));
    }
    assertThat(Books.count("select count(*) from ledger_closings where " + mine()))
        .isGreaterThan(10);
    Books.areRight();
  }

  @Test
  void trialBalanceIsZeroForEveryDay() {
    inForce(setFee("BALANCE", 6_000, 1));
    spread();
    ClosedDays.closeAnew();
    for (int days = 8; days >= 0; days--) {
      LocalDate date = ClosedDays.ago(days);
      JsonObject all = trial(date, "");
      JsonObject own = trial(date, "&merchantId=" + shop.merchantId());
      for (JsonObject trial : List.of(all, own)) {
        assertThat(trial.getInt("difference")).as("%s", trial).isZero();
        assertThat(trial.get("debit")).isEqualTo(trial.get("credit"));
      }
      assertThat(own.get("isFinal")).hasToString(Boolean.toString(days >= 2 || closed(date)));
      assertThat(number(own, "debit")).isEqualTo(debits(date));
    }
    assertThat(number(trial(ClosedDays.today(), "&merchantId=" + shop.merchantId()), "debit"))
        .isPositive();
  }

  /** Whether a day is closed already: yesterday is not in the first minutes after midnight. */
  private static boolean closed(LocalDate date) {
    return Books.count("select count(*) from ledger_closed_days where day = '" + date + "'") > 0;
  }

  @Test
  void pagesHoldEveryEntryOnceNewestFirst() {
    for (int i = 0; i < 5; i++) {
      paid(100 + i);
    }
    String payable = account("MERCHANT_PAYABLE");
    List<String> amounts = new ArrayList<>();
    String cursor = "";
    do {
      Reply page =
          Client.auditor().get("/ledger/accounts/" + payable + "/entries?limit=2" + cursor);
      items(page).forEach(entry -> amounts.add(entry.get("amount").toString()));
      cursor = page.json().containsKey("nextCursor") ? "&cursor=" + page.text("nextCursor") : "";
    } while (!cursor.isEmpty());
    assertThat(amounts).containsExactly("104", "103", "102", "101", "100");
  }

  @Test
  void feeIsReversedOnceAndWhatMovedAPayersMoneyIsNot() {
    inForce(setFee("BALANCE", 6_000, 10));
    Order order = paid(10_000);
    String fee = transaction(order, "FEE");
    String payment = transaction(order, "PAYMENT");
    String body = "{\"merchantId\":\"%s\",\"reason\":\"agreed\"}".formatted(shop.merchantId());
    String path = "/ledger/transactions/" + fee + "/reversal";

    assertThat(Client.auditor().post(path, body).status()).isEqualTo(403);
    Reply reversal = Client.operator().post(path, body);
    assertThat(reversal.status()).as(reversal.body()).isEqualTo(200);
    assertThat(reversal.text("type")).isEqualTo("REVERSAL");
    assertThat(Client.operator().post(path, body).text("id")).isEqualTo(reversal.text("id"));
    Reply reversed =
        Client.auditor().get("/ledger/transactions/" + fee + "?merchantId=" + shop.merchantId());
    assertThat(reversed.text("reversedBy")).isEqualTo(reversal.text("id"));
    assertThat(balance("MERCHANT_PAYABLE")).isEqualTo(10_000);
    assertThat(balance("FEES")).isZero();
    for (String refused : List.of(payment, reversal.text("id"))) {
      Reply no = Client.operator().post("/ledger/transactions/" + refused + "/reversal", body);
      assertThat(no.status()).isEqualTo(409);
      assertThat(no.code()).isEqualTo("transaction-not-reversible");
    }
    Books.areRight();
  }

  @Test
  void readingABalanceTakesTheIndexHoweverManyPostingsOthersHave() {
    paid(100);
    String payable = account("MERCHANT_PAYABLE");
    String other = UUID.randomUUID().toString();
    Books.script(
        """
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id, debit_account,
           credit_account, amount_minor, currency, booked_at)
        select '%s', gen_random_uuid(), 1, 'DEPOSIT', gen_random_uuid(), gen_random_uuid(),
               gen_random_uuid(), 1, 'CNY', now()
          from generate_series(1, 50000)
        """
            .formatted(other));
    try {
      Books.script("analyze postings");
      List<String> before = scans();
      for (int i = 0; i < 10; i++) {
        Client.auditor().get("/ledger/accounts/" + payable);
      }
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> Long.parseLong(scans().get(1)) >= Long.parseLong(before.get(1)) + 20);
      assertThat(scans().get(0)).as("sequential scans of postings").isEqualTo(before.get(0));
    } finally {
      Books.script("delete from postings where merchant_id = '" + other + "'; analyze postings");
    }
  }

  /** How often this month's postings were read row by row, and by an index. */
  private static List<String> scans() {
    return Books.strings(
        """
        select unnest(array[seq_scan, idx_scan])::text from pg_stat_user_tables
         where relname = 'postings_' || to_char(now() at time zone 'UTC', 'YYYY_MM')
        """);
  }

  /** Deposits, payments and fees on some days of the last week, and today. */
  private void spread() {
    for (int days : new int[] {7, 6, 4, 3, 0}) {
      paid(1_000 + days);
      shop.server()
          .post(
              "/accounts/" + account + "/deposits",
              "{\"depositId\":\"d-%d\",\"amount\":%d}".formatted(days, 50 + days));
      if (days > 0) {
        ClosedDays.move(shop.merchantId(), days, "true");
      }
    }
  }

  private Order paid(long amount) {
    Order order = shop.order(account, amount);
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private Order tried(long amount) {
    Order order = shop.order(null, amount);
    assertThat(order.confirm("TEST").status()).isEqualTo(200);
    return order;
  }

  private Reply setFee(String channel, int ratePpm, long fixed) {
    Reply set = putFee(channel, "{\"ratePpm\":%d,\"fixed\":%d}".formatted(ratePpm, fixed));
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    return set;
  }

  private Reply putFee(String channel, String body) {
    Client operator = Client.operator();
    return operator.send(
        operator
            .request(merchant("/fees/" + channel + "/CNY"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  /** Waits until the database's clock has come to a schedule. */
  static void inForce(Reply fee) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Books.count("select (now() > '" + fee.text("effectiveFrom") + "')::int") == 1);
  }

  private static List<String> fees(Order order) {
    return Books.strings(
        """
        select amount_minor || ' ' || fee_schedule_id from postings
         where transaction_type = 'FEE' and reference_id = '%s'
        """
            .formatted(order.id()));
  }

  private static String transaction(Order order, String type) {
    return Books.strings(
            "select transaction_id from postings where transaction_type = '%s' and reference_id = '%s'"
                .formatted(type, order.id()))
        .get(0);
  }

  private List<String> accounts() {
    List<String> ids = new ArrayList<>(List.of(account));
    items(Client.auditor().get("/ledger/accounts?merchantId=" + shop.merchantId()))
        .forEach(item -> ids.add(item.getString("id")));
    return ids;
  }

  private String account(String code) {
    return items(Client.auditor().get("/ledger/accounts?merchantId=" + shop.merchantId())).stream()
        .filter(item -> item.getString("code").equals(code))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  private long balance(String code) {
    return number(Client.auditor().get("/ledger/accounts/" + account(code)).json(), "balance");
  }

  /** Credits less debits, whatever the account's own side. */
  private static long shown(String id, String query) {
    Reply reply = Client.auditor().get("/ledger/accounts/" + id + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    boolean credit = reply.json().getJsonObject("account").getString("side").equals("CREDIT");
    return credit ? number(reply.json(), "balance") : -number(reply.json(), "balance");
  }

  private static long sum(String account, Instant before) {
    return Books.count(
        "select coalesce(sum(amount_minor), 0) from ledger_entries where account_id = '%s' and booked_at < '%s'"
            .formatted(account, before));
  }

  private JsonObject trial(LocalDate date, String more) {
    Reply reply = Client.auditor().get("/ledger/trial-balance?currency=CNY&date=" + date + more);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private long debits(LocalDate date) {
    return Books.count(
        """
        select coalesce(sum(-t.total) filter (where t.total < 0), 0) from (
          select a.code, sum(e.amount_minor) as total
            from ledger_entries e join ledger_accounts a on a.id = e.account_id
           where e.%s and e.booked_at < ('%s'::date + 1)::timestamp at time zone 'UTC'
           group by a.code) t
        """
            .formatted(mine(), date));
  }

  private String mine() {
    return "merchant_id = '" + shop.merchantId() + "'";
  }

  private String merchant(String rest) {
    return "/merchants/" + shop.merchantId() + rest;
  }

  private static List<JsonObject> items(Reply page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private static long number(JsonObject json, String member) {
    return Long.parseLong(json.get(member).toString());
  }
}
