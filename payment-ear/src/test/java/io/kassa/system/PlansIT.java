package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.bench.DatabaseProxy;
import io.kassa.bench.Exchange;
import io.kassa.instance.Turn;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the server says to the database is carried out where months of payments are, the first
 * time and when the plan has settled, and what that reads is counted: rows of the open or the
 * recent part, by indexes.
 */
@Tag("payara")
@Order(Turn.WATCHED)
@ExtendWith(WatchedServer.Provider.class)
class PlansIT {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern JUDGED =
      Pattern.compile("(?i)(select|insert|update|delete|with) .*");

  /**
   * So many rows may be read from end to end: a table that stays small, what is open of another.
   */
  private static final long FEW_ROWS = 2_000;

  /** A batch of the largest kind, with what belongs to it. */
  private static final long MOST_ROWS = 2_500;

  /** The payment, its account, the merchant, and who is allowed to. */
  private static final long MOST_ROWS_OF_A_FLOW = 10;

  /** Read whole by their nature. */
  private static final Map<String, String> EXCEPTED =
      Map.of(
          "from kassa.ledger_violations", "the hourly check of the whole ledger",
          ") as counted", "the backlog's length, up to a bound",
          "dead_at is null limit $4) as open", "the same for one consumer",
          "from parts group by code", "a trial balance: the last closing of every account");

  /** Small for ever: few for each merchant, configuration, node or day. */
  private static final Set<String> SMALL =
      Set.of(
          "archived_events",
          "archived_months",
          "channel_configurations",
          "credentials",
          "crypto_key_nodes",
          "crypto_keys",
          "daily_budgets",
          "fee_schedules",
          "flyway_schema_history",
          "invoice_series",
          "ledger_closed_days",
          "ledger_reversals",
          "merchant_limits",
          "merchant_return_origins",
          "merchants",
          "nodes",
          "reconciliation_lines",
          "relay_pauses",
          "report_cursor",
          "settlement_days",
          "settlement_payouts",
          "settlements",
          "webhook_endpoints");

  /** What timers and listeners say by themselves, at least. */
  private static final String EXPECTED =
      """
      where status = 'REQUIRES_CONFIRMATION' and expires_at <= now()
      from attempts where due_at <= now()
      from refunds where due_at <= now()
      from reconciliations where due_at <= now()
      with room as
      set sent_at = now(), sends = sends + 1
      cast(id as text) from nodes
      with closed as ( delete from outbox
      insert into webhook_deliveries
      with busy as
      where w.leased_by is not null
      with given_up as
      hashtext('kassa.webhook_deliveries')
      hashtext('kassa.receipts')
      hashtext('kassa.request_nonces')
      hashtext('kassa.channel_notices')
      hashtext('kassa.invoices.retention')
      delete from idempotency_records
      with old as (select p.merchant_id
      insert into invoices
      with batch as materialized
      from ledger_closed_days
      from audit_entries e where e.at >=
      """;

  private static DatabaseProxy proxy;
  private static Volume volume;
  private static Set<String> flow;

  @BeforeAll
  static void listen(WatchedServer server) throws SQLException, IOException {
    proxy = server.proxy();
    Shop shop = Shop.open("ON_REQUEST").with("TEST", "{}");
    String account = shop.account(1_000_000);
    pay(shop, account);
    flow = pay(shop, account);
    Tour.through(shop, account).read();
    // the account that is opened last is not in the volume, so there it can be opened again
    shop.account(1);
    volume = Volume.of(shop.merchantId(), Tour.payable(shop), account);
    await().atMost(SOON).untilAsserted(() -> assertThat(missing()).isEmpty());
  }

  /** Creates, confirms and reads a payment. */
  private static Set<String> pay(Shop shop, String account) {
    proxy.taken();
    Shop.Order order = shop.order(account, 100);
    assertThat(order.confirm().status()).isEqualTo(200);
    assertThat(shop.server().get(order.path()).status()).isEqualTo(200);
    return proxy.taken().stream()
        .filter(exchange -> exchange.concerns(shop.merchantId()))
        .flatMap(exchange -> exchange.statements().stream())
        .map(Exchange.Statement::sql)
        .collect(Collectors.toSet());
  }

  private static List<String> missing() {
    String heard = proxy.heard().stream().map(PlansIT::line).collect(Collectors.joining("\n"));
    return EXPECTED.lines().filter(part -> !heard.contains(part)).toList();
  }

  @AfterAll
  static void drop() throws SQLException {
    if (volume != null) {
      volume.close();
    }
  }

  @Test
  void statementsReadTheOpenOrTheRecentPartByIndexes() throws SQLException {
    List<String> flaws = new ArrayList<>();
    for (Exchange.Statement statement : judged()) {
      flaws.addAll(flaws(statement));
    }
    assertThat(flaws).isEmpty();
  }

  private static List<Exchange.Statement> judged() {
    return proxy.heard().stream()
        .filter(statement -> JUDGED.matcher(line(statement)).matches())
        .filter(statement -> EXCEPTED.keySet().stream().noneMatch(line(statement)::contains))
        .toList();
  }

  /** In one line, so that it can be named by some of its words. */
  private static String line(Exchange.Statement statement) {
    return BLANKS.matcher(statement.sql()).replaceAll(" ").strip();
  }

  private static List<String> flaws(Exchange.Statement statement) throws SQLException {
    Map<String, Long> rows = volume.rows();
    boolean ofFlow = flow.contains(statement.sql());
    List<String> flaws = new ArrayList<>();
    for (Plan plan : volume.plans(statement)) {
      List<String> whole =
          plan.readWhole().stream().filter(name -> rows.getOrDefault(name, 0L) > FEW_ROWS).toList();
      long read = ofFlow ? Math.max(plan.rowsRead(), plan.rowsExpected()) : plan.rowsRead();
      if (!whole.isEmpty() || read > (ofFlow ? MOST_ROWS_OF_A_FLOW : MOST_ROWS)) {
        flaws.add("%d rows, whole %s:%n%s%n%s%n".formatted(read, whole, statement, plan));
      }
    }
    return flaws;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from payments where status = 'SUCCEEDED'",
        "select count(*) from events where created_at < now() - interval '40 days'",
        "select id from payments where description = 'none' order by merchant_id, id limit 9",
        "select id from payments order by merchant_id, id",
        "update outbox set sends = 0 where due_at < now() - interval '99 days'"
      })
  void scanIsFound(String sql) throws SQLException {
    assertThat(flaws(new Exchange.Statement(sql, List.of(), List.of()))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from payments order by merchant_id, id limit 9",
        "select count(*) from outbox where dead_at is not null",
        "select id from events where merchant_id = '00000000-0000-0000-0000-000000000000'"
      })
  void lookIsNoScan(String sql) throws SQLException {
    assertThat(flaws(new Exchange.Statement(sql, List.of(), List.of()))).isEmpty();
  }

  /** In the others, a scan could be seen. */
  @Test
  void tableWithoutVolumeIsOneThatStaysSmall() throws SQLException {
    assertThat(volume.rowsOfTables())
        .allSatisfy(
            (table, rows) -> assertThat(rows > FEW_ROWS).isNotEqualTo(SMALL.contains(table)));
  }
}
