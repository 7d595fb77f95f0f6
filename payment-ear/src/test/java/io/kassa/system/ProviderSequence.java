package io.kassa.system;

import static org.awaitility.Awaitility.await;

import io.kassa.system.ModelPayment.State;
import io.kassa.system.Shop.Order;
import java.time.Duration;
import java.util.List;

/**
 * A customer who pays through WeChat Pay or Alipay. Callbacks come twice, late or never, by the
 * last two digits of the amount; and money comes for payments that are over, which is set behind
 * Kassa's back, as a provider that works never does that. The first payment is dealt in turn, so
 * that few sequences have everything; the others are drawn.
 */
final class ProviderSequence extends MoneySequence {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int HUNDRED = 100;
  private static final int LONG_SECONDS = 900;
  private static final int MOST_HUNDREDS = 30;

  private static final int WELL = 40;
  private static final int DECLINED = 48;
  private static final int TWICE = 49;
  private static final int LATE = 50;

  /** No callback comes: Kassa asks while the payment waits, and else hears of it by the bill. */
  private static final int UNTOLD = 55;

  /** The sandbox's faults, by digits; the rest of them have tests of their own. */
  private static final int[] DIGITS = {WELL, WELL, DECLINED, TWICE, TWICE, LATE, UNTOLD};

  private static final int FIRST_FAULT = 40;
  private static final int AFTER_FAULTS = 80;

  /** What the payer does, and what the provider says of it. */
  private enum Course {
    PAID,
    ONLY_LOOKED_AT,
    PAID_AFTER_EXPIRY,
    PAID_AFTER_CANCELLATION,
    ONE_REFUND_FAILS
  }

  private record Tale(String channel, int digits, Course course) {}

  private static final List<Tale> DEALT =
      List.of(
          new Tale("WECHAT_PAY", TWICE, Course.PAID),
          new Tale("ALIPAY", WELL, Course.ONE_REFUND_FAILS),
          new Tale("WECHAT_PAY", LATE, Course.PAID),
          new Tale("ALIPAY", TWICE, Course.PAID_AFTER_EXPIRY),
          new Tale("WECHAT_PAY", WELL, Course.PAID_AFTER_CANCELLATION),
          new Tale("ALIPAY", DECLINED, Course.PAID),
          new Tale("WECHAT_PAY", LATE, Course.PAID_AFTER_EXPIRY),
          new Tale("ALIPAY", LATE, Course.PAID),
          new Tale("WECHAT_PAY", UNTOLD, Course.PAID),
          new Tale("ALIPAY", WELL, Course.ONLY_LOOKED_AT));

  private Tale dealt;

  /**
   * @param turn how many sequences with providers were before this one
   */
  ProviderSequence(MoneyModel model, long seed, int turn) {
    super(model, seed, 0);
    this.dealt = DEALT.get(turn % DEALT.size());
  }

  @Override
  List<String> channels() {
    return List.of("WECHAT_PAY", "ALIPAY");
  }

  private Tale tale() {
    if (dealt != null) {
      Tale tale = dealt;
      dealt = null;
      return tale;
    }
    String channel = channels().get((int) drawn(2) - 1);
    int digits = DIGITS[(int) drawn(DIGITS.length) - 1];
    return new Tale(channel, digits, course(channel, digits));
  }

  /** Of what comes for a payment that is over, nobody hears without a callback but by the bill. */
  private Course course(String channel, int digits) {
    if (chance(10)) {
      return Course.ONLY_LOOKED_AT;
    }
    if (digits != UNTOLD && chance(20)) {
      return chance(50) ? Course.PAID_AFTER_EXPIRY : Course.PAID_AFTER_CANCELLATION;
    }
    return channel.equals("ALIPAY") && chance(30) ? Course.ONE_REFUND_FAILS : Course.PAID;
  }

  @Override
  void pay() {
    Tale tale = tale();
    int digits = tale.digits();
    ModelPayment payment = ordered(drawn(MOST_HUNDREDS) * HUNDRED + digits, LONG_SECONDS);
    Reply confirmed = payment.order().confirm(tale.channel());
    if (digits == DECLINED) {
      refused(402, "payment-declined", confirmed);
      cancel(payment);
      return;
    }
    String shown = ChannelScenesIT.shown(is(202, confirmed).json().getJsonObject("nextAction"));
    switch (tale.course()) {
      case ONLY_LOOKED_AT -> {
        Sandbox.scan(shown, "open");
        cancel(payment);
      }
      case PAID_AFTER_EXPIRY -> late(payment, tale.channel(), shown, State.EXPIRED);
      case PAID_AFTER_CANCELLATION -> late(payment, tale.channel(), shown, State.CANCELED);
      case PAID, ONE_REFUND_FAILS -> {
        Sandbox.scan(shown, "pay");
        payment.paid(tale.channel());
        if (digits == WELL || digits == TWICE) {
          paidBack(payment, tale.course());
        }
      }
    }
  }

  private void paidBack(ModelPayment payment, Course course) {
    await().atMost(SOON).until(() -> payment.order().status().equals("SUCCEEDED"));
    if (course == Course.ONE_REFUND_FAILS) {
      failingRefund(payment);
    }
    refundSome(payment);
  }

  /** It is over here, and paid there. */
  private void late(ModelPayment payment, String channel, String shown, State over) {
    Order order = payment.order();
    Sandbox.scan(shown, "open");
    Books.script(
        """
        update attempts set status = 'CLOSED', ended_at = now(), due_at = null
         where payment_id = '%1$s';
        update payments set status = '%2$s' where id = '%1$s'
        """
            .formatted(order.id(), over));
    Sandbox.scan(Sandbox.orders(order).get(0).getString("code"), "pay");
    if (over == State.EXPIRED) {
      payment.paid(channel);
    } else {
      payment.ended(over);
      payment.paidInVain();
    }
  }

  /** Its amount counts until the provider has said no, and then can be given back after all. */
  private void failingRefund(ModelPayment payment) {
    String refundId = id();
    Reply asked = is(201, refund(payment, refundId, DECLINED));
    payment.refusedRefund(refundId, DECLINED);
    await()
        .atMost(SOON)
        .until(
            () -> model().shop().server().get("/refunds/" + asked.text("id")).text("status"),
            "FAILED"::equals);
  }

  /** Without digits that mean a fault, but for callbacks that come twice or late. */
  @Override
  long part(long drawn) {
    long digits = drawn % HUNDRED;
    boolean told = digits == WELL || digits == TWICE || digits == LATE;
    return told || digits < FIRST_FAULT || digits >= AFTER_FAULTS ? drawn : drawn - FIRST_FAULT + 1;
  }
}
