package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.instance.SandboxMerchant;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What differs of refunds, and what becomes of it. The sandbox is right, so Kassa's side is changed
 * behind its back.
 */
class RefundReconciliationIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final long PAID = 1_200;
  private static final int GIVEN = 500;

  private final SandboxMerchant merchant = Sandbox.merchant();
  private final Shop shop = Shop.open("ON_REQUEST");

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

  /** As if its notice went astray and nobody asked since. */
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void refundThatWaitsHereAndWasMadeThereIsBooked(String channel) {
    String configuration = configure(channel);
    Order order = givenBack(channel);
    Books.script(
        """
        set session_replication_role = replica;
        delete from events where payment_id = '%1$s' and type = 'refund.succeeded';
        delete from outbox where payment_id = '%1$s' and type = 'refund.succeeded';
        delete from postings where line = 2 and reference_id = '%1$s'
           and transaction_id = (select id from refunds where payment_id = '%1$s');
        update refunds set status = 'PENDING', ended_at = null, due_at = now() + interval '1 day'
         where payment_id = '%1$s'
        """
            .formatted(order.id()));

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    assertThat(found.getString("kind")).isEqualTo("STATE");
    assertThat(found.getString("subject")).isEqualTo("REFUND");
    Reconciled.refuses(found, "REFUND");
    Reconciled.refuses(found, "SUSPENSE");
    Reconciled.resolves(found, "QUERY_AND_BOOK");
    assertThat(refund(order)).isEqualTo("SUCCEEDED 500");
    assertThat(booked("REFUNDS_IN_TRANSIT")).isZero();
    assertThat(booked("CHANNEL_CLEARING")).isEqualTo(GIVEN - PAID);
  }

  /** It is final here, and its amount may have been given back again. */
  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void refundThatFailedHereAndWasMadeThereGoesToSuspense(String channel) {
    String configuration = configure(channel);
    Order order = givenBack(channel);
    Books.script(
        """
        update postings b set transaction_type = 'REVERSAL', credit_account = f.debit_account
          from postings f
         where b.line = 2 and f.line = 1 and f.transaction_id = b.transaction_id
           and b.transaction_id = (select id from refunds where payment_id = '%1$s');
        update refunds set status = 'FAILED', failure = 'misheard' where payment_id = '%1$s';
        update attempts set amount_refunded_minor = 0 where payment_id = '%1$s';
        update payments set amount_refunded_minor = 0 where id = '%1$s'
        """
            .formatted(order.id()));

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    assertThat(found.getString("kind")).isEqualTo("STATE");
    Reconciled.resolves(found, "QUERY_AND_BOOK");
    assertThat(refund(order)).isEqualTo("FAILED 500");
    assertThat(booked("SUSPENSE")).isEqualTo(-GIVEN);
    assertThat(booked("CHANNEL_CLEARING")).isEqualTo(GIVEN - PAID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void refundThatKassaDoesNotKnowGoesToSuspense(String channel) {
    String configuration = configure(channel);
    Order order = givenBack(channel);
    Books.script(
        """
        set session_replication_role = replica;
        delete from events where payment_id = '%1$s' and type like 'refund.%%';
        delete from outbox where payment_id = '%1$s' and type like 'refund.%%';
        delete from postings
         where transaction_id = (select id from refunds where payment_id = '%1$s');
        delete from channel_notices
         where refund_id = (select id from refunds where payment_id = '%1$s');
        delete from refunds where payment_id = '%1$s';
        update attempts set amount_refunded_minor = 0 where payment_id = '%1$s';
        update payments set amount_refunded_minor = 0 where id = '%1$s'
        """
            .formatted(order.id()));

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    assertThat(found.getString("kind")).isEqualTo("MISSING_HERE");
    assertThat(found.getJsonObject("bill").getInt("amount")).isEqualTo(GIVEN);
    Reconciled.refuses(found, "QUERY_AND_BOOK");
    Reconciled.resolves(found, "SUSPENSE");
    assertThat(booked("SUSPENSE")).isEqualTo(-GIVEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WECHAT_PAY", "ALIPAY"})
  void refundOfAnotherAmountIsNotBorneOutAndTheDifferenceGoesToSuspense(String channel) {
    String configuration = configure(channel);
    Order order = givenBack(channel);
    Books.script(
        """
        update postings set amount_minor = 400
         where transaction_id = (select id from refunds where payment_id = '%1$s');
        update refunds set amount_minor = 400 where payment_id = '%1$s';
        update attempts set amount_refunded_minor = 400 where payment_id = '%1$s';
        update payments set amount_refunded_minor = 400 where id = '%1$s'
        """
            .formatted(order.id()));

    JsonObject found = Reconciled.endedToday(shop, configuration).discrepancy();

    assertThat(found.getString("kind")).isEqualTo("AMOUNT");
    Reconciled.refuses(found, "QUERY_AND_BOOK");
    Reconciled.resolves(found, "SUSPENSE");
    assertThat(booked("SUSPENSE")).isEqualTo(-100);
  }

  /** The bill of another day tells it; asking the channel bears the books out. */
  @Test
  void refundThatTheBillDoesNotTellIsBorneOutByTheChannel() {
    String configuration = configure("WECHAT_PAY");
    Order order = givenBack("WECHAT_PAY");
    Reconciled.bookedAtNoon(shop, Reconciled.today().minusDays(1));

    Reconciled before = Reconciled.ended(shop, configuration, Reconciled.today().minusDays(1));

    assertThat(before.discrepancies("?kind=MISSING_THERE")).hasSize(2);
    JsonObject found =
        before.discrepancies("").stream()
            .filter(one -> one.getString("subject").equals("REFUND"))
            .findFirst()
            .orElseThrow();
    Reconciled.resolves(found, "QUERY_AND_BOOK");
    assertThat(refund(order)).isEqualTo("SUCCEEDED 500");
    assertThat(booked("SUSPENSE")).isZero();
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

  /** Paid, and a part given back. */
  private Order givenBack(String channel) {
    Order order = shop.order(null, PAID);
    Sandbox.scan(
        ChannelScenesIT.shown(order.confirm(channel).json().getJsonObject("nextAction")), "pay");
    await().atMost(SOON).until(() -> order.status().equals("SUCCEEDED"));
    Reply asked =
        shop.server()
            .post(
                order.path() + "/refunds",
                "{\"refundId\":\"%s\",\"amount\":%d}".formatted(UUID.randomUUID(), GIVEN));
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    await().atMost(SOON).until(() -> refund(order).equals("SUCCEEDED " + GIVEN));
    return order;
  }

  private static String refund(Order order) {
    return Books.strings(
            "select status || ' ' || amount_minor from refunds where payment_id = '"
                + order.id()
                + "'")
        .get(0);
  }

  private long booked(String code) {
    return Tied.booked(shop, "'" + code + "'");
  }
}
