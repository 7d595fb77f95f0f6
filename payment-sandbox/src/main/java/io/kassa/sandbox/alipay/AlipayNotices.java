package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundState;
import io.kassa.sandbox.callback.Callback;
import io.kassa.sandbox.callback.Courier;
import io.kassa.sandbox.callback.Flaw;
import io.kassa.sandbox.callback.Letter;
import io.kassa.sandbox.callback.Notifier;
import io.kassa.sandbox.fault.Faults;
import io.kassa.sandbox.fault.Target;
import io.kassa.sandbox.http.FormData;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Callbacks: a signed form, sent again until the merchant answers {@code success}. */
final class AlipayNotices implements Notifier {

  /** 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h. */
  static final List<Duration> SCHEDULE =
      List.of(
          Duration.ofMinutes(4),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(15));

  private final AlipayKeys keys;
  private final Courier courier;
  private final Faults faults;
  private final Clock clock;

  AlipayNotices(AlipayKeys keys, Courier courier, Faults faults, Clock clock) {
    this.keys = keys;
    this.courier = courier;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public void paid(Order order) {
    send(order, "trade_status_sync", Target.of(order.terms()), facts(order));
  }

  @Override
  public void refunded(Order order, Refund refund) {
    if (refund.state() != RefundState.SUCCEEDED) {
      return;
    }
    Map<String, String> facts = facts(order);
    facts.put("refund_fee", Yuan.of(order.refundedMinor()));
    facts.put("gmt_refund", BillDay.time(refund.settledAt()) + ".000");
    facts.put("out_biz_no", refund.refundNo());
    Target target = Target.of(order, refund.refundNo(), refund.amountMinor());
    send(order, "trade_status_sync (refund)", target, facts);
  }

  private Map<String, String> facts(Order order) {
    Instant now = clock.instant();
    Map<String, String> facts = new TreeMap<>(Trades.facts(order, now));
    facts.put("app_id", order.terms().appId());
    facts.put("auth_app_id", order.terms().appId());
    facts.put("seller_id", Trades.SELLER);
    facts.put("subject", order.terms().description());
    facts.put("notify_type", "trade_status_sync");
    facts.put("version", "1.0");
    facts.put("charset", "UTF-8");
    facts.put("gmt_create", BillDay.time(order.createdAt()));
    facts.put("gmt_payment", facts.remove("send_pay_date"));
    facts.put("buyer_id", facts.remove("buyer_user_id"));
    if (!order.terms().attach().isEmpty()) {
      facts.put("passback_params", order.terms().attach());
    }
    return facts;
  }

  private void send(Order order, String event, Target target, Map<String, String> facts) {
    String id = UUID.randomUUID().toString().replace("-", "");
    facts.put("notify_id", id);
    courier.send(
        new Callback(
            id,
            event,
            order.terms().notifyUrl(),
            order,
            faults.script(target).fault(),
            SCHEDULE,
            flaw -> letter(flaw, order, facts),
            (status, answer) -> status == 200 && answer.strip().equals("success")));
  }

  private Letter letter(Flaw flaw, Order order, Map<String, String> facts) {
    Map<String, String> form = new TreeMap<>(facts);
    form.put("notify_time", BillDay.time(clock.instant()));
    if (flaw == Flaw.WRONG_AMOUNT) {
      form.put("total_amount", Yuan.of(order.terms().amountMinor() + 1));
    }
    String text = SignText.of(form, Set.of("sign", "sign_type"));
    boolean forged = flaw == Flaw.WRONG_SIGNATURE || flaw == Flaw.SIGN_TEST;
    form.put(
        "sign",
        forged
            ? keys.forge(text, StandardCharsets.UTF_8)
            : keys.sign(text, StandardCharsets.UTF_8));
    form.put("sign_type", "RSA2");
    return new Letter(
        Map.of("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
        FormData.format(form, StandardCharsets.UTF_8));
  }
}
