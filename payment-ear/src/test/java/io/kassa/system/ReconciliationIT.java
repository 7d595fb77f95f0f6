package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bills of the sandbox in the providers' own formats, held against the books. The sandbox is right,
 * so one side is changed behind its back.
 */
class ReconciliationIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final long AMOUNT = 1_200;

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Shop.open();

  @BeforeAll
  static void resetProviders() {
    Sandbox.control("{\"reset\":true,\"timeFactor\":20}");
  }

  @BeforeEach
  void awaitOneDay() {
    Reconciled.awaitOneDay();
  }

  @AfterEach
  void booksAreRight() {
    Books.areRight();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void dayThatAgreesHasNoDiscrepancy(String channel) {
    String configuration = configure(channel);
    paid(channel);
    Order canceled = closedHere(channel, "CANCELED");
    pay(canceled);
    await().atMost(SOON).until(() -> refunds(canceled).equals(List.of("SUCCEEDED")));

    Reconciled done = Reconciled.endedToday(shop, configuration);

    assertThat(done.json().toString()).contains("\"status\":\"DONE\"");
    assertThat(done.number("payments")).isEqualTo(2);
    assertThat(done.number("refunds")).isEqualTo(1);
    assertThat(done.number("matched")).isEqualTo(3);
    assertThat(done.number("discrepancies")).isZero();
    assertThat(done.json().getString("billHash")).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void paymentThatKassaDoesNotKnowIsMissingHereAndGoesToSuspense(String channel) {
    String configuration = configure(channel);
    Order order = paid(channel);
    // as if a stranger used the merchant's account: the order is nobody's here
    Books.script(
        """
        set session_replication_role = replica;
        delete from postings where reference_id = '%1$s';
        delete from attempts where payment_id = '%1$s';
        delete from events where payment_id = '%1$s';
        delete from outbox where payment_id = '%1$s';
        delete from payments where id = '%1$s'
        """
            .formatted(order.id()));

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    assertThat(found.getString("kind")).isEqualTo("MISSING_HERE");
    assertThat(found.getJsonObject("bill").getInt("amount")).isEqualTo(AMOUNT);
    assertThat(found.containsKey("own")).isFalse();
    Reconciled.refuses(found, "QUERY_AND_BOOK");
    Reconciled.refuses(found, "REFUND");
    Reconciled.resolves(found, "SUSPENSE");
    assertThat(suspense()).isEqualTo(1_200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void paymentThatTheBillDoesNotTellIsMissingThere(String channel) {
    String configuration = configure(channel);
    Order order = paid(channel);
    // another order of this amount, as if the provider knew nothing of ours
    Books.script(
        """
        update attempts set id = gen_random_uuid(), provider_transaction_id = 'gone-' || id
         where payment_id = '%1$s';
        update postings set transaction_id = (select id from attempts where payment_id = '%1$s')
         where reference_id = '%1$s'
        """
            .formatted(order.id()));

    Reconciled done = Reconciled.endedToday(shop, configuration);

    assertThat(done.discrepancies("?kind=MISSING_HERE")).hasSize(1);
    JsonObject found = done.discrepancies("?kind=MISSING_THERE&status=OPEN").get(0);
    assertThat(found.getJsonObject("own").getString("paymentId")).isEqualTo(order.id());
    Reconciled.refuses(found, "QUERY_AND_BOOK");
    Reconciled.resolves(found, "IGNORE");
    assertThat(done.number("open")).isEqualTo(1);
    assertThat(done.discrepancies("?status=RESOLVED")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void otherAmountIsFoundAndTheDifferenceGoesToSuspense(String channel) {
    String configuration = configure(channel);
    Order order = paid(channel);
    Books.script(
        """
        update attempts set amount_minor = 1100 where payment_id = '%1$s';
        update payments set amount_minor = 1100 where id = '%1$s';
        update postings set amount_minor = 1100 where reference_id = '%1$s'
        """
            .formatted(order.id()));

    Reconciled done = Reconciled.endedToday(shop, configuration);
    JsonObject found = done.discrepancy();

    assertThat(found.getString("kind")).isEqualTo("AMOUNT");
    assertThat(incidents()).contains(done.id());
    Reconciled.refuses(found, "QUERY_AND_BOOK");
    Reconciled.resolves(found, "SUSPENSE");
    assertThat(suspense()).isEqualTo(100);
    assertThat(incidents()).doesNotContain(done.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void paymentThatWasBelievedClosedIsAskedAboutAndBooked(String channel) {
    String configuration = configure(channel);
    Order order = lost(channel);

    Reconciled done = Reconciled.endedToday(shop, configuration);
    JsonObject found = done.discrepancy();

    assertThat(found.getString("kind")).isEqualTo("STATE");
    assertThat(found.getJsonObject("own").getString("state")).isEqualTo("CLOSED");
    assertThat(found.getJsonArray("actions").toString())
        .isEqualTo("[\"QUERY_AND_BOOK\",\"REFUND\",\"IGNORE\"]");
    Reconciled.refuses(found, "SUSPENSE");
    Reconciled.resolves(found, "QUERY_AND_BOOK");
    assertThat(order.status()).isEqualTo("SUCCEEDED");
    assertThat(done.number("open")).isZero();
    assertThat(Sandbox.charges(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void paymentThatWasBelievedClosedIsGivenBack(String channel) {
    String configuration = configure(channel);
    Order order = lost(channel);

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    Reconciled.resolves(found, "REFUND");
    assertThat(order.status()).isEqualTo("EXPIRED");
    await().atMost(SOON).until(() -> refunds(order).equals(List.of("SUCCEEDED")));
    assertThat(suspense()).isZero();
  }

  @Test
  void secondNumberOfAnOrderIsADuplicate() {
    String configuration = configure("WECHAT_PAY");
    Order order = paid("WECHAT_PAY");
    Books.changeOne(
        "update attempts set provider_transaction_id = 'other-%s' where payment_id = '%s'"
            .formatted(UUID.randomUUID(), order.id()));

    Reconciled done = Reconciled.endedToday(shop, configuration);

    assertThat(done.discrepancies("?kind=DUPLICATE")).hasSize(1);
    assertThat(done.discrepancies("?kind=MISSING_THERE")).hasSize(1);
    Reconciled.resolves(done.discrepancies("?kind=DUPLICATE").get(0), "IGNORE");
  }

  /** What a day's bill told of another day's attempt is not missed on that other day. */
  @Test
  void attemptThatABillToldBeforeIsNotMissing() {
    String configuration = configure("WECHAT_PAY");
    paid("WECHAT_PAY");
    Reconciled.bookedAtNoon(shop, Reconciled.today().minusDays(1));

    assertThat(Reconciled.ended(shop, configuration, Reconciled.today()).number("matched"))
        .isEqualTo(1);
    assertThat(
            Reconciled.ended(shop, configuration, Reconciled.today().minusDays(1))
                .number("discrepancies"))
        .isZero();
  }

  /** A later bill tells what was missing: nobody has to look any more. */
  @Test
  void paymentThatALaterBillTellsIsResolvedByItself() {
    String configuration = configure("WECHAT_PAY");
    paid("WECHAT_PAY");
    Reconciled.bookedAtNoon(shop, Reconciled.today().minusDays(1));
    Reconciled before = Reconciled.ended(shop, configuration, Reconciled.today().minusDays(1));
    assertThat(before.discrepancy().getString("kind")).isEqualTo("MISSING_THERE");

    Reconciled.ended(shop, configuration, Reconciled.today());

    assertThat(before.discrepancy().getString("action")).isEqualTo("FOUND_LATER");
    assertThat(before.number("open")).isZero();
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

  private Order paid(String channel) {
    Order order = shown(channel);
    pay(order);
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    return order;
  }

  private Order shown(String channel) {
    Order order = shop.order(null, AMOUNT);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "open");
    return order;
  }

  /** Open at the provider, while Kassa believes it closed. */
  private Order closedHere(String channel, String state) {
    Order order = shown(channel);
    Books.script(
        """
        update attempts set status = 'CLOSED', ended_at = now(), due_at = null
         where payment_id = '%1$s';
        update payments set status = '%2$s' where id = '%1$s'
        """
            .formatted(order.id(), state));
    return order;
  }

  /** Paid at the provider, while Kassa believes it closed and expired: its notice went astray. */
  private Order lost(String channel) {
    Order order = shown(channel);
    String number =
        Books.strings("select id from attempts where payment_id = '" + order.id() + "'").get(0);
    pay(order);
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    // a notice that comes afterwards would book it
    await().atMost(SOON).until(() -> ChannelScenesIT.noticeTaken(order));
    Books.script(
        """
        set session_replication_role = replica;
        delete from postings where transaction_id = '%2$s';
        delete from outbox where payment_id = '%1$s';
        delete from events where payment_id = '%1$s' and type = 'payment.succeeded';
        update attempts set status = 'CLOSED', provider_transaction_id = null where id = '%2$s';
        update payments
           set status = 'EXPIRED', channel = null, confirmed_at = null, confirmation_number = null,
               confirmation_jws = null, channel_transaction_id = null, invoice_status = 'NONE'
         where id = '%1$s'
        """
            .formatted(order.id(), number));
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

  private static String incidents() {
    return Client.operator().get("/incidents?limit=100").body();
  }

  private long suspense() {
    return Tied.booked(shop, "'SUSPENSE', 'REFUNDS_IN_TRANSIT'");
  }

  private static List<String> refunds(Order order) {
    return Books.strings("select status from refunds where payment_id = '" + order.id() + "'");
  }
}
