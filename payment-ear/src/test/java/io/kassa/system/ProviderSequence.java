package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kassa.system.ModelPayment.State;
import io.kassa.system.Shop.Order;
import jakarta.json.JsonObject;
import java.time.Duration;

/**
 * A customer who pays through WeChat Pay or Alipay. Callbacks come twice, late or never, by the
 * last two digits of the amount; and money comes for payments that are over, which is set behind
 * Kassa's back, as a provider that works never does that.
 */
final class ProviderSequence extends MoneySequence {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int HUNDRED = 100;
  private static final int LONG_SECONDS = 900;
  private static final int MOST_HUNDREDS = 30;

  private static final int DECLINED = 48;

  /** No callback comes: Kassa asks while the payment waits, and else hears of it by the bill. */
  private static final int UNTOLD = 55;

  /** The sandbox's faults, by digits; the rest of them have tests of their own. */
  private static final int[] TALES = {40, 40, DECLINED, 49, 49, 50, UNTOLD};

  private static final int FIRST_FAULT = 40;
  private static final int AFTER_FAULTS = 80;

  ProviderSequence(MoneyModel model, long seed) {
    super(model, seed, 0);
  }

  @Override
  void pay() {
    String channel = chance(50) ? "WECHAT_PAY" : "ALIPAY";
    int tale = TALES[(int) drawn(TALES.length) - 1];
    ModelPayment payment = ordered(drawn(MOST_HUNDREDS) * HUNDRED + tale, LONG_SECONDS);
    Reply confirmed = payment.order().confirm(channel);
    if (tale == DECLINED) {
      refused(402, "payment-declined", confirmed);
      cancel(payment);
      return;
    }
    JsonObject action = is(202, confirmed).json().getJsonObject("nextAction");
    if (chance(10)) {
      Sandbox.scan(ChannelScenesIT.shown(action), "open");
      cancel(payment);
      return;
    }
    if (chance(20) && tale != UNTOLD) {
      late(payment, channel, action);
      return;
    }
    Sandbox.scan(ChannelScenesIT.shown(action), "pay");
    payment.paid(channel);
    if (tale < DECLINED || tale == DECLINED + 1) {
      await().atMost(SOON).until(() -> payment.order().status().equals("SUCCEEDED"));
      refundSome(payment);
      failingRefund(payment, channel);
    }
  }

  /** It is over here, and paid there. */
  private void late(ModelPayment payment, String channel, JsonObject action) {
    Order order = payment.order();
    State over = chance(50) ? State.EXPIRED : State.CANCELED;
    Sandbox.scan(ChannelScenesIT.shown(action), "open");
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

  /** Last of all, for its amount counts until the provider has said no. */
  private void failingRefund(ModelPayment payment, String channel) {
    if (channel.equals("ALIPAY") && payment.left() >= DECLINED && chance(30)) {
      String refundId = id();
      Reply asked = is(201, refund(payment, refundId, DECLINED));
      assertThat(asked.text("status")).isEqualTo("PENDING");
      payment.refusedRefund(refundId, DECLINED);
    }
  }

  /** Without digits that mean a fault. */
  @Override
  long part(long drawn) {
    long digits = drawn % HUNDRED;
    return digits >= FIRST_FAULT && digits < AFTER_FAULTS ? drawn - FIRST_FAULT + 1 : drawn;
  }
}
