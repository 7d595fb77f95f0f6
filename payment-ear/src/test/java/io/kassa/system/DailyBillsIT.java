package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** When bills are asked for, by whom, and how often. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DailyBillsIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration TIMER = Duration.ofSeconds(80);

  /** From when on a day's bill is good to fetch: 10:00 in China. */
  private static final Duration DUE_AT = Duration.ofHours(10);

  /** Of whose configurations nobody asks for a bill but the timer. */
  private static Shop live;

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Shop.open();

  @BeforeAll
  static void openTheDay() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20}");
    live = Sandbox.shop();
    // live behind Kassa's back, so that its configurations go on asking the sandbox
    Books.changeOne("update merchants set mode = 'LIVE' where id = '" + live.merchantId() + "'");
    // as a node leaves them that dies while it compares
    Books.script(
        """
        insert into reconciliation_lines
          (merchant_id, stage_id, line, kind, transaction_id, order_number, amount_minor, currency,
           state, standing, at)
        select '%1$s', '%1$s', n, 'PAYMENT', 'left', 'over', 1, 'CNY', 'SUCCESS', 'DONE', now()
          from generate_series(1, 45000) n
        """
            .formatted(live.merchantId()));
  }

  @AfterAll
  static void askNoMore() {
    Books.changeOne("update merchants set mode = 'TEST' where id = '" + live.merchantId() + "'");
  }

  @BeforeEach
  void awaitOneDay() {
    Reconciled.awaitOneDay();
  }

  @Test
  void billThatIsNotThereYetIsTriedAgain() {
    String configuration = configure("ALIPAY");
    pay();
    Sandbox.control("{\"billsOfToday\":false}");
    Reconciled asked;
    try {
      asked = Reconciled.endedToday(shop, configuration);
    } finally {
      Sandbox.control("{\"billsOfToday\":true}");
    }
    assertThat(asked.status()).isEqualTo("FAILED");
    assertThat(asked.json().getString("reason")).isEqualTo("isp.bill_not_exist");
    assertThat(asked.json().containsKey("dueAt")).isTrue();

    Books.changeOne("update reconciliations set due_at = now() where id = '" + asked.id() + "'");

    await().atMost(SOON).until(() -> asked.status().equals("DONE"));
    assertThat(asked.number("runs")).isEqualTo(2);
    assertThat(asked.number("matched")).isEqualTo(1);
  }

  @Test
  void askingAgainIsTheSameReconciliation() {
    String configuration = configure("WECHAT_PAY");
    Reconciled done = Reconciled.endedToday(shop, configuration);

    assertThat(Reconciled.of(shop, configuration, Reconciled.today())).isEqualTo(done);
    assertThat(done.number("runs")).isEqualTo(1);
    assertThat(
            Client.operator()
                .get("/reconciliations?merchantId=" + shop.merchantId())
                .json()
                .getJsonArray("items"))
        .hasSize(1);
  }

  @Test
  void dayThatIsNotOverHereAndChannelWithoutBooksAreRefused() {
    String configuration = configure("WECHAT_PAY");
    Reply tomorrow = Reconciled.ask(shop, configuration, Reconciled.today().plusDays(1));
    Reply longAgo = Reconciled.ask(shop, configuration, Reconciled.today().minusDays(86));
    Reply none = Reconciled.ask(shop, shop.configure("TEST", "{}"), Reconciled.today());

    assertThat(tomorrow.fields()).containsExactly("date");
    assertThat(longAgo.fields()).containsExactly("date");
    assertThat(none.fields()).containsExactly("configurationId");
    assertThat(Reconciled.ask(shop, shop.merchantId(), Reconciled.today()).status()).isEqualTo(404);
  }

  /** The last of all, since the timer comes once a minute. */
  @Test
  @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
  void billsOfTheDayBeforeAreAskedForByThemselves() {
    LocalDate due = LocalDate.ofInstant(Instant.now().minus(DUE_AT), Reconciled.CHINA).minusDays(1);
    configure("WECHAT_PAY");

    await().atMost(TIMER).until(() -> Reconciled.all(live).size() == 2);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Reconciled.all(live))
                    .containsExactlyInAnyOrder(
                        "WECHAT_PAY daily DONE " + due, "ALIPAY daily DONE " + due));

    assertThat(Reconciled.all(shop)).as("a test merchant's").isEmpty();
    await()
        .atMost(SOON)
        .until(
            () ->
                Books.count(
                        "select count(*) from reconciliation_lines where stage_id = '"
                            + live.merchantId()
                            + "'")
                    == 0);
  }

  private String configure(String channel) {
    try {
      return shop.configure(
          channel,
          (channel.equals("ALIPAY") ? merchant.alipay() : merchant.weChatPay()).toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void pay() {
    Order order = shop.order(null, 1_200);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm("ALIPAY").json().getJsonObject("nextAction")), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
  }
}
