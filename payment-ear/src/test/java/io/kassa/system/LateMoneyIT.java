package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money that arrives for a payment which Kassa believes to be over. A provider that works never
 * does that, for Kassa closes there first; so the state is set behind Kassa's back, the order stays
 * open at the provider, and the payer pays.
 */
class LateMoneyIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Sandbox.shop(merchant);

  @BeforeAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20}");
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
    Sandbox.agreesWith(shop, merchant);
  }

  @Alongside
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void expiredPaymentIsPaidLateWhereTheMerchantTakesIt(String channel) {
    Order order = order(channel, "EXPIRED");

    pay(order);

    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    assertThat(order.phone().get(order.path() + "/confirmation").status()).isEqualTo(200);
    assertThat(events(order)).contains("payment.succeeded true");
    assertThat(refunds(order)).isEmpty();
  }

  @Alongside
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void expiredPaymentIsGivenBackWhereTheMerchantWantsThat(String channel) {
    Client.operator().patch("/merchants/" + shop.merchantId(), "{\"lateSuccess\":\"REFUND\"}");
    Order order = order(channel, "EXPIRED");

    pay(order);

    isGivenBack(order, "EXPIRED", "LATE");
  }

  @Alongside
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void moneyForACanceledPaymentIsGivenBack(String channel) {
    Order order = order(channel, "CANCELED");

    pay(order);

    isGivenBack(order, "CANCELED", "SURPLUS");
  }

  @Alongside
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void secondMoneyForAPaidPaymentIsGivenBack(String channel) {
    Order order = order(channel, "REQUIRES_CONFIRMATION");
    assertThat(order.confirm().status()).isEqualTo(200);

    pay(order);

    isGivenBack(order, "SUCCEEDED", "SURPLUS");
  }

  /** A payment that a provider still waits for, while Kassa has it in this state. */
  private Order order(String channel, String state) {
    Order order = shop.order(shop.account(5_000), 1_200);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "open");
    Books.script(
        """
        update attempts set status = 'CLOSED', ended_at = now(), due_at = null
         where payment_id = '%1$s';
        update payments set status = '%2$s' where id = '%1$s'
        """
            .formatted(order.id(), state));
    return order;
  }

  private static void pay(Order order) {
    Sandbox.scan(
        Sandbox.orders(order).stream()
            .filter(one -> one.getString("state").equals("WAITING"))
            .findFirst()
            .orElseThrow()
            .getString("code"),
        "pay");
  }

  private void isGivenBack(Order order, String state, String cause) {
    await().atMost(SOON).until(() -> refunds(order).equals(List.of(cause + " SUCCEEDED 1200")));
    assertThat(order.status()).isEqualTo(state);
    assertThat(Sandbox.orders(order).stream().flatMap(o -> o.getJsonArray("refunds").stream()))
        .hasSize(1);
    assertThat(events(order)).contains("payment.surplus_received true", "refund.succeeded false");
    assertThat(suspense()).isEqualTo("0");
    assertThat(
            Client.operator().get("/incidents?limit=100").json().getJsonArray("items").toString())
        .contains("money-for-final-payment")
        .contains(order.id());
  }

  private String suspense() {
    return Books.strings(
            """
            select coalesce(sum(e.amount_minor), 0)::text from ledger_entries e
              join ledger_accounts a on a.merchant_id = e.merchant_id and a.id = e.account_id
             where a.merchant_id = '%s' and a.code in ('SUSPENSE', 'REFUNDS_IN_TRANSIT')
            """
                .formatted(shop.merchantId()))
        .get(0);
  }

  private static List<String> refunds(Order order) {
    return Books.strings(
        "select cause || ' ' || status || ' ' || amount_minor from refunds where payment_id = '"
            + order.id()
            + "'");
  }

  private static List<String> events(Order order) {
    return Books.strings(
        "select type || ' ' || late from events where payment_id = '"
            + order.id()
            + "' order by sequence");
  }
}
