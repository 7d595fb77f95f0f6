package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What claims to be a provider's notification. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotificationsIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final UUID LONG_OPEN = UUID.randomUUID();

  private final Shop shop = Sandbox.shop();

  @BeforeAll
  static void rememberNoticesByTheirAgeInDays() {
    Books.script(
        """
        insert into channel_notices (merchant_id, configuration_id, notice_id, received_at)
        select '%s', gen_random_uuid(), n, now() - make_interval(days => n::integer)
          from unnest(array['89', '91', '400']) n
        """
            .formatted(LONG_OPEN));
  }

  @BeforeEach
  void resetProviders() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":30}");
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "nobody"})
  void unknownConfigurationIsNotFoundWithoutTheDatabase(String channel) {
    String path = "/channels/" + channel + "/notifications/" + UUID.randomUUID();
    Client.nobody().post(path, "{}");
    long before = statements();

    for (int i = 0; i < 200; i++) {
      assertThat(Client.nobody().post(path, "{}").status()).isEqualTo(404);
    }

    // timers go on beside it
    assertThat(statements() - before).isLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({"wechat-pay, WECHAT_PAY", "alipay, ALIPAY"})
  void forgedNotificationChangesNothing(String path, String channel) {
    Order order = shop.order(null, 1_240);
    order.confirm(channel);
    String address = "/channels/" + path + "/notifications/" + configuration(channel);

    Reply json =
        Client.nobody().post(address, "{\"id\":\"x\",\"event_type\":\"TRANSACTION.SUCCESS\"}");
    Reply form =
        Client.nobody()
            .send(
                Client.nobody()
                    .request(address)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        BodyPublishers.ofString(
                            "trade_status=TRADE_SUCCESS&sign_type=RSA2&sign=AAAA")));

    for (Reply reply : List.of(json, form)) {
      assertThat(reply.status() < 300 && !reply.body().equals("fail"))
          .as(reply.status() + " " + reply.body())
          .isFalse();
    }
    assertThat(order.status()).isEqualTo("PROCESSING");
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void notificationOfAnUnknownOrderComesAgainAndIsAnIncident(String channel) {
    Order order = shop.order(null, 1_240);
    JsonObject action = order.confirm(channel).json().getJsonObject("nextAction");
    Sandbox.scan(ChannelScenesIT.shown(action), "open");
    // the order is at the provider, but Kassa's attempt now has another number
    Books.changeOne(
        """
        update attempts set id = gen_random_uuid(), status = 'CLOSED', ended_at = now(),
               due_at = null
         where payment_id = '%s'
        """
            .formatted(order.id()));
    Books.changeOne(
        "update payments set status = 'REQUIRES_CONFIRMATION' where id = '" + order.id() + "'");

    Sandbox.scan(ChannelScenesIT.shown(action), "pay");

    await().atMost(SOON).until(() -> incidents("notice-for-unknown-order") == 1);
    await()
        .atMost(SOON)
        .until(
            () ->
                Books.count(
                        "select coalesce(max(occurrences), 0) from incidents where merchant_id = '"
                            + shop.merchantId()
                            + "'")
                    > 1);
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void notificationOfAnotherAmountChangesNothingAndIsAnIncident(String channel) {
    Order order = shop.order(null, 1_251);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "pay");

    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));

    assertThat(incidents("notice-contradicts-order")).isEqualTo(1);
    assertThat(Sandbox.charges(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"WECHAT_PAY", "ALIPAY"})
  void notificationThatComesTwiceTakesEffectOnce(String channel) {
    Order order = shop.order(null, 1_249);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "pay");

    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));

    assertThat(
            Books.count(
                "select count(*) from events where type = 'payment.succeeded' and payment_id = '"
                    + order.id()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void noticeWithTheProvidersKeyIsTakenAndSoIsItsRepetition() {
    SandboxMerchant merchant = Sandbox.merchant();
    Shop other = Sandbox.shop(merchant);
    Order order = other.order(null, 1_240);
    order.confirm("WECHAT_PAY");
    ProviderNotice notice = ProviderNotice.paid(merchant, order, 1_240);
    String configuration = configuration(other, "WECHAT_PAY");

    assertThat(notice.sendTo(configuration).status()).isEqualTo(204);
    assertThat(order.status()).isEqualTo("SUCCEEDED");
    assertThat(notice.sendTo(configuration).status()).isEqualTo(204);
    assertThat(order.attempts()).containsExactly("SUCCEEDED");
  }

  @Test
  void noticeThatIsStaleChangedOrSentToAnotherMerchantIsNotTaken() {
    SandboxMerchant merchant = Sandbox.merchant();
    Shop other = Sandbox.shop(merchant);
    Order order = other.order(null, 1_240);
    order.confirm("WECHAT_PAY");
    String configuration = configuration(other, "WECHAT_PAY");
    ProviderNotice notice = ProviderNotice.paid(merchant, order, 1_240);
    ProviderNotice stale = ProviderNotice.paid(merchant, order, 1_240, Duration.ofMinutes(6));

    for (Reply reply :
        List.of(
            stale.sendTo(configuration),
            notice.saying(notice.body() + " ").sendTo(configuration),
            notice.sendTo(configuration(shop, "WECHAT_PAY")))) {
      assertThat(reply.status()).isEqualTo(400);
    }
    assertThat(order.status()).isEqualTo("PROCESSING");
  }

  @Test
  void operatorClosesAnIncidentWithANote() {
    notificationOfAnotherAmountChangesNothingAndIsAnIncident("WECHAT_PAY");
    String id =
        Books.strings("select id from incidents where merchant_id = '" + shop.merchantId() + "'")
            .get(0);

    Reply closed = Client.operator().post("/incidents/" + id + "/closure", "{\"note\":\"seen\"}");

    assertThat(closed.status()).as(closed.body()).isEqualTo(200);
    assertThat(closed.text("status")).isEqualTo("CLOSED");
    assertThat(closed.text("note")).isEqualTo("seen");
    assertThat(Client.operator().get("/incidents?status=CLOSED&limit=100").body()).contains(id);
  }

  private String configuration(String channel) {
    return configuration(shop, channel);
  }

  private static String configuration(Shop of, String channel) {
    return Books.strings(
            "select id from channel_configurations where merchant_id = '%s' and channel = '%s'"
                .formatted(of.merchantId(), channel))
        .get(0);
  }

  /** The last of all, since the timer comes twice a minute. */
  @Test
  @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
  void noticesOfLongAgoAreForgotten() {
    await()
        .atMost(Duration.ofSeconds(50))
        .untilAsserted(
            () ->
                assertThat(
                        Books.strings(
                            "select notice_id from channel_notices where merchant_id = '%s'"
                                .formatted(LONG_OPEN)))
                    .containsExactly("89"));
  }

  private long incidents(String kind) {
    return Books.count(
        "select count(*) from incidents where merchant_id = '%s' and kind = '%s'"
            .formatted(shop.merchantId(), kind));
  }

  private static long statements() {
    return Books.count(
        """
        select coalesce(sum(calls), 0) from pg_stat_statements s
          join pg_roles r on r.oid = s.userid where r.rolname <> 'postgres'
        """);
  }
}
