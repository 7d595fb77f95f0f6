package io.kassa.sandbox.wechatpay;

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
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/** Callbacks: encrypted for the merchant, signed, and sent again up to 15 times in a day. */
final class Notices implements Notifier {

  /** 15 s, 15 s, 30 s, 3 m, 10 m, 20 m, 30 m, 30 m, 30 m, 60 m, 3 h, 3 h, 3 h, 6 h, 6 h. */
  static final List<Duration> SCHEDULE =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(6));

  private final Merchants merchants;
  private final PlatformKeys keys;
  private final Courier courier;
  private final Faults faults;
  private final Clock clock;

  Notices(Merchants merchants, PlatformKeys keys, Courier courier, Faults faults, Clock clock) {
    this.merchants = merchants;
    this.keys = keys;
    this.courier = courier;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public void paid(Order order) {
    Instant now = clock.instant();
    send(
        order,
        new Fact("TRANSACTION.SUCCESS", "支付成功", "transaction"),
        order.terms().notifyUrl(),
        Target.of(order.terms()),
        lie -> Transactions.json(order, now, order.terms().amountMinor() + lie));
  }

  @Override
  public void refunded(Order order, Refund refund) {
    boolean done = refund.state() == RefundState.SUCCEEDED;
    send(
        order,
        new Fact(done ? "REFUND.SUCCESS" : "REFUND.ABNORMAL", done ? "退款成功" : "退款异常", "refund"),
        refund.notifyUrl(),
        Target.of(order, refund.refundNo(), refund.amountMinor()),
        lie -> refundResource(order, refund, lie));
  }

  private record Fact(String event, String summary, String type) {}

  /** {@code resource} takes what is to be added to the true amount. */
  private void send(
      Order order, Fact fact, String url, Target target, LongFunction<JsonObject> resource) {
    Merchant merchant = merchants.find(order.terms().key().merchantId()).orElseThrow();
    String id = UUID.randomUUID().toString();
    Instant created = clock.instant();
    courier.send(
        new Callback(
            id,
            fact.event(),
            url,
            order,
            faults.script(target).fault(),
            SCHEDULE,
            flaw -> {
              JsonObject plain = resource.apply(flaw == Flaw.WRONG_AMOUNT ? 1 : 0);
              return letter(flaw, body(merchant, fact, id, created, plain));
            },
            (status, answer) -> status == 200 || status == 204));
  }

  private static String body(
      Merchant merchant, Fact fact, String id, Instant created, JsonObject plain) {
    JsonObjectBuilder resource =
        AesGcm.encrypt(merchant, fact.type(), plain.toString()).add("original_type", fact.type());
    return Json.createObjectBuilder()
        .add("id", id)
        .add("create_time", Transactions.time(created))
        .add("resource_type", "encrypt-resource")
        .add("event_type", fact.event())
        .add("summary", fact.summary())
        .add("resource", resource)
        .build()
        .toString();
  }

  private Letter letter(Flaw flaw, String body) {
    PlatformKeys.Signer right =
        faults.conduct().certificates() ? keys.certificate() : keys.publicKey();
    PlatformKeys.Signer signer = flaw == Flaw.WRONG_SIGNATURE ? keys.stranger(right) : right;
    Map<String, String> headers =
        new LinkedHashMap<>(Signed.headers(signer, clock.instant(), body));
    if (flaw == Flaw.SIGN_TEST) {
      headers.computeIfPresent(Signed.SIGNATURE, (name, value) -> Signed.PROBE + value);
    }
    headers.put("Content-Type", "application/json");
    headers.put("Request-ID", UUID.randomUUID().toString());
    return new Letter(headers, body);
  }

  private static JsonObject refundResource(Order order, Refund refund, long lie) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("mchid", order.terms().key().merchantId())
            .add("transaction_id", order.transactionId().orElse(""))
            .add("out_trade_no", order.terms().key().outTradeNo())
            .add("refund_id", refund.refundId())
            .add("out_refund_no", refund.refundNo())
            .add("refund_status", Refunds.status(refund))
            .add("user_received_account", "支付用户零钱")
            .add(
                "amount",
                Json.createObjectBuilder()
                    .add("total", order.terms().amountMinor())
                    .add("refund", refund.amountMinor() + lie)
                    .add("payer_total", order.terms().amountMinor())
                    .add("payer_refund", refund.amountMinor() + lie));
    if (refund.state() == RefundState.SUCCEEDED) {
      json.add("success_time", Transactions.time(refund.settledAt()));
    }
    return json.build();
  }
}
