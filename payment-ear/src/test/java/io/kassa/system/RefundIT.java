package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merchants give money back, through each channel, and what becomes of it. */
class RefundIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  /** The payer at the provider waits to be asked, and all is well. */
  private static final long PAID = 100_040;

  /** The provider refuses to give back so much. */
  private static final long REFUSED = 90_048;

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Sandbox.shop(merchant);

  @BeforeAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20,\"timeoutMillis\":1000}");
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
    assertThat(
            Books.count(
                """
                select count(*) from (
                  select e.account_id from ledger_entries e
                    join ledger_accounts a on a.merchant_id = e.merchant_id and a.id = e.account_id
                   where a.merchant_id = '%s' and a.code = 'REFUNDS_IN_TRANSIT'
                     and not exists (select 1 from refunds r
                                      where r.merchant_id = a.merchant_id and r.status = 'PENDING')
                   group by e.account_id having sum(e.amount_minor) <> 0) as open
                """
                    .formatted(shop.merchantId())))
        .as("nothing stays in transit")
        .isZero();
  }

  @Test
  void moneyFromAnAccountIsThereAgainAtOnce() {
    String account = shop.account(1_000);
    Order order = paid(account, 600);

    Reply refund = refund(order, "{\"refundId\":\"%s\",\"amount\":150}".formatted(id()));

    assertThat(refund.status()).as(refund.body()).isEqualTo(201);
    assertThat(refund.header("Location")).endsWith("/refunds/" + refund.text("id"));
    assertThat(refund.text("status")).isEqualTo("SUCCEEDED");
    assertThat(shop.balance(account)).isEqualTo(550);
    assertThat(refunded(order)).isEqualTo(150);
    assertThat(events(order)).contains("refund.succeeded");
  }

  @Test
  void frozenAccountTakesMoneyAndAClosedOneDoesNot() {
    String account = shop.account(1_000);
    Order order = paid(account, 600);
    setStatus(account, "FROZEN");
    assertThat(refund(order, part(100)).status()).isEqualTo(201);
    setStatus(account, "CLOSED");

    Reply refused = refund(order, part(100));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("account-not-open");
    assertThat(refunded(order)).isEqualTo(100);
  }

  @Alongside
  @Test
  void testChannelGivesBackWithoutBeingAskedTwice() {
    shop.configure("TEST", "{}");
    Order order = shop.order(null, 1_200);
    order.confirm("TEST");

    Reply refund = refund(order, part(200));

    assertThat(refund.text("status")).isEqualTo("PENDING");
    becomes(refund, "SUCCEEDED");
    assertThat(refunded(order)).isEqualTo(200);
  }

  @Alongside
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void partsAndTheRestGoBackThroughTheProvider(String channel) {
    Order order = paidAtProvider(channel);

    Reply first = refund(order, part(30_000));
    Reply second = refund(order, part(20_000));
    Reply rest = refund(order, "{\"refundId\":\"%s\"}".formatted(id()));

    assertThat(List.of(first, second, rest))
        .allSatisfy(one -> assertThat(one.status()).as(one.body()).isEqualTo(201));
    assertThat(rest.json().getInt("amount")).isEqualTo((int) PAID - 50_000);
    for (Reply one : List.of(first, second, rest)) {
      becomes(one, "SUCCEEDED");
    }
    assertThat(refunded(order)).isEqualTo(PAID);
    assertThat(refund(order, part(1)).code()).isEqualTo("refund-exceeds-payment");
    assertThat(
            shop.server()
                .get(order.path() + "/refunds?limit=2")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id"))
        .isEqualTo(rest.text("id"));
    Sandbox.agreesWith(shop, merchant);
  }

  @Test
  void whatIsLeftIsTheLimit() {
    Order order = paid(shop.account(1_000), 600);
    assertThat(refund(order, part(599)).status()).isEqualTo(201);

    Reply refused = refund(order, part(2));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("refund-exceeds-payment");
    assertThat(refund(order, part(1)).status()).isEqualTo(201);
    assertThat(refunded(order)).isEqualTo(600);
    assertThat(refund(order, "{\"refundId\":\"%s\"}".formatted(id())).code())
        .isEqualTo("refund-exceeds-payment");
  }

  @Test
  void sameRefundAgainIsTheSameAndOtherContentAConflict() {
    Order order = paid(shop.account(1_000), 600);
    Order other = paid(shop.account(1_000), 600);
    String refundId = id();
    String body = "{\"refundId\":\"%s\",\"amount\":100,\"reason\":\"broken\"}".formatted(refundId);
    Reply first = refund(order, body);

    Reply again = refund(order, body);

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    for (String otherwise : List.of(body.replace("100", "101"), body.replace("broken", "spilt"))) {
      assertThat(refund(order, otherwise).code()).isEqualTo("refund-conflict");
    }
    assertThat(refund(other, body).code()).isEqualTo("refund-conflict");
    assertThat(refunded(order)).isEqualTo(100);
    assertThat(refunded(other)).isZero();
  }

  @Test
  void refundOfAllThatIsLeftIsTheSameWhenItIsAskedForAgain() {
    Order order = paid(shop.account(1_000), 600);
    String body = "{\"refundId\":\"%s\"}".formatted(id());

    assertThat(refund(order, body).status()).isEqualTo(201);
    assertThat(refund(order, body).status()).isEqualTo(200);
    assertThat(refunded(order)).isEqualTo(600);
  }

  @Test
  void sameRefundFromSixtyFourThreadsIsOne() throws Exception {
    Order order = paid(shop.account(1_000), 600);
    String body = "{\"refundId\":\"%s\",\"amount\":70}".formatted(id());

    List<Reply> replies = ConcurrencyIT.atOnce(64, () -> refund(order, body));

    assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(replies.stream().map(reply -> reply.text("id")).collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(refunded(order)).isEqualTo(70);
  }

  @Alongside
  @Test
  void idempotencyKeyAnswersAsTheFirstTime() {
    Order order = paidAtProvider("WECHAT_PAY");
    String body = part(500);
    String key = id();
    Reply first = keyed(order, key, body);
    becomes(first, "SUCCEEDED");

    Reply again = keyed(order, key, body);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.text("status")).isEqualTo("PENDING");
    assertThat(keyed(order, key, part(500)).code()).isEqualTo("idempotency-key-reused");
    assertThat(refunded(order)).isEqualTo(500);
  }

  @Test
  void onlyTheMerchantOfASucceededPaymentRefunds() {
    Order order = paid(shop.account(1_000), 600);
    Order open = shop.order(null, 600);
    Reply refund = refund(order, part(100));
    Shop stranger = Shop.open();

    assertThat(refund(open, part(100)).code()).isEqualTo("payment-not-confirmed");
    assertThat(stranger.server().post(order.path() + "/refunds", part(1)).status()).isEqualTo(404);
    assertThat(stranger.server().get("/refunds/" + refund.text("id")).status()).isEqualTo(404);
    assertThat(shop.server().post("/payments/" + id() + "/refunds", part(1)).status())
        .isEqualTo(404);
    assertThat(order.phone().post(order.path() + "/refunds", part(1)).status()).isEqualTo(403);
    assertThat(order.phone().get("/refunds/" + refund.text("id")).status()).isEqualTo(403);
    assertThat(refunded(order)).isEqualTo(100);
  }

  @Alongside
  @ParameterizedTest
  @CsvSource({
    "WECHAT_PAY, 42",
    "ALIPAY, 42",
    "WECHAT_PAY, 43",
    "ALIPAY, 44",
    "WECHAT_PAY, 46",
    "ALIPAY, 47",
    "WECHAT_PAY, 49",
    "WECHAT_PAY, 52",
    "ALIPAY, 56"
  })
  void faultOfTheProviderDelaysARefundAndNeverDoublesIt(String channel, int fault) {
    Order order = paidAtProvider(channel);

    Reply refund = refund(order, part(1_000 + fault));

    becomes(refund, "SUCCEEDED");
    assertThat(refunded(order)).isEqualTo(1_000 + fault);
    Sandbox.agreesWith(shop, merchant);
  }

  /**
   * WeChat Pay calls it abnormal, which is not the end there: the merchant may send it elsewhere.
   */
  @Alongside
  @Test
  void refusedRefundFailsAndItsMoneyCanBeRefundedAgain() {
    Order order = paidAtProvider("ALIPAY");

    Reply refund = refund(order, part(REFUSED));

    becomes(refund, "FAILED");
    Reply failed = shop.server().get("/refunds/" + refund.text("id"));
    assertThat(failed.text("failure")).isNotEmpty();
    assertThat(refunded(order)).isZero();
    assertThat(events(order)).contains("refund.failed").doesNotContain("refund.succeeded");
    assertThat(shop.server().get("/refunds/" + refund.text("id") + "/credit-note").status())
        .isEqualTo(404);
    becomes(refund(order, part(PAID)), "SUCCEEDED");
    assertThat(refunded(order)).isEqualTo(PAID);
  }

  @Alongside
  @Test
  void refundOnAProviderThatIsDownWaitsAndCompletesLater() {
    Order order = paidAtProvider("WECHAT_PAY");
    String configuration =
        "/merchants/" + shop.merchantId() + "/channel-configurations/" + configuration();
    String here = merchant.told().getJsonObject("wechatPay").getString("baseUrl");
    direct(configuration, "http://127.0.0.1:1");

    Reply refund = refund(order, part(500));

    assertThat(refund.status()).as(refund.body()).isEqualTo(201);
    await().atMost(SOON).until(() -> asks(refund) >= 3);
    assertThat(status(refund)).isEqualTo("PENDING");
    assertThat(refunded(order)).isEqualTo(500);
    direct(configuration, here);
    becomes(refund, "SUCCEEDED");
    Sandbox.agreesWith(shop, merchant);
  }

  @Alongside
  @Test
  void forgedNoticeOfARefundChangesNothing() {
    Order order = paidAtProvider("WECHAT_PAY");
    Reply refund = refund(order, part(500));
    becomes(refund, "SUCCEEDED");

    Reply forged =
        Client.nobody()
            .post(
                "/channels/wechat-pay/notifications/" + configuration(),
                "{\"id\":\"x\",\"event_type\":\"REFUND.CLOSED\"}");

    assertThat(forged.status()).isEqualTo(400);
    assertThat(status(refund)).isEqualTo("SUCCEEDED");
    assertThat(refunded(order)).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "update attempts set amount_refunded_minor = 99 where payment_id =, refunds-disagree",
    "update payments set amount_refunded_minor = 99 where id =, payment-refunds-disagree",
    "update refunds set amount_minor = 99 where payment_id =, refund-not-posted"
  })
  void booksShowARefundThatIsCountedOrPostedOtherwise(String change, String violation) {
    Order order = paid(shop.account(1_000), 600);
    refund(order, part(100));

    // raising takes the change back
    String seen =
        Books.refusal(
            """
            do $tampered$ begin %s '%s';
            raise exception 'seen: %%', (select string_agg(violation, ' ') from ledger_violations);
            end $tampered$
            """
                .formatted(change, order.id()));

    assertThat(seen).contains(violation);
  }

  private Order paid(String account, long amount) {
    Order order = shop.order(account, amount);
    assertThat(order.confirm().status()).isEqualTo(200);
    return order;
  }

  private Order paidAtProvider(String channel) {
    Order order = shop.order(null, PAID);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    return order;
  }

  private Reply refund(Order order, String body) {
    return shop.server().post(order.path() + "/refunds", body);
  }

  private Reply keyed(Order order, String key, String body) {
    return shop.server()
        .send(
            shop.server()
                .request(order.path() + "/refunds")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + key + "\"")
                .POST(BodyPublishers.ofString(body)));
  }

  private void becomes(Reply refund, String status) {
    await().atMost(SOON).until(() -> status(refund).equals(status));
  }

  private String status(Reply refund) {
    return shop.server().get("/refunds/" + refund.text("id")).text("status");
  }

  private long refunded(Order order) {
    return shop.server().get(order.path()).json().getJsonNumber("amountRefunded").longValue();
  }

  private static long asks(Reply refund) {
    return Books.count("select asks from refunds where id = '" + refund.text("id") + "'");
  }

  private static List<String> events(Order order) {
    return Books.strings("select type from events where payment_id = '" + order.id() + "'");
  }

  private static void setStatus(String account, String status) {
    Books.changeOne(
        "update stored_value_accounts set status = '%s' where id = '%s'"
            .formatted(status, account));
  }

  private String configuration() {
    return Books.strings(
            """
            select id from channel_configurations
             where merchant_id = '%s' and channel = 'WECHAT_PAY'
            """
                .formatted(shop.merchantId()))
        .get(0);
  }

  private static void direct(String configuration, String baseUrl) {
    Reply changed =
        Client.operator()
            .patch(configuration, "{\"settings\":{\"baseUrl\":\"%s\"}}".formatted(baseUrl));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  private static String part(long amount) {
    return "{\"refundId\":\"%s\",\"amount\":%d}".formatted(id(), amount);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
