package io.kassa.sandbox.alipay;

import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderState;
import io.kassa.sandbox.books.RefundRequest;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.fault.Target;
import io.kassa.sandbox.keys.Pem;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be asked about a trade that is there. */
final class Methods {

  private static final int LONGEST_NUMBER = 64;

  private final Trades trades;
  private final Refunding refunding;
  private final AlipayBills bills;
  private final AlipayKeys keys;
  private final Clock clock;

  Methods(Trades trades, Refunding refunding, AlipayBills bills, AlipayKeys keys, Clock clock) {
    this.trades = trades;
    this.refunding = refunding;
    this.bills = bills;
    this.keys = keys;
    this.clock = clock;
  }

  AlipayBills bills() {
    return bills;
  }

  /** The order that a drawn fault may befall. */
  Optional<Target> target(Merchant merchant, Biz biz) {
    return trades.find(merchant, biz).map(order -> Target.of(order.terms()));
  }

  JsonObject query(Merchant merchant, Biz biz) {
    Order order = trades.require(merchant, biz);
    JsonObjectBuilder node = Reply.success();
    Trades.facts(order, clock.instant()).forEach(node::add);
    return node.build();
  }

  JsonObject close(Merchant merchant, Biz biz) {
    Order order = trades.require(merchant, biz);
    if (trades.status(order).equals("TRADE_CLOSED")) {
      throw GatewayException.business("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
    close(order);
    return Reply.success()
        .add("trade_no", order.transactionId().orElse(""))
        .add("out_trade_no", order.terms().key().outTradeNo())
        .build();
  }

  private void close(Order order) {
    try {
      order.close(clock.instant());
    } catch (RefusedException e) {
      throw GatewayException.business("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
  }

  /** Undoes what is not known: closes what waits, refunds what is paid, bars what never came. */
  JsonObject cancel(Merchant merchant, Biz biz) {
    JsonObjectBuilder node = Reply.success().add("retry_flag", "N");
    Optional<Order> found = trades.find(merchant, biz);
    if (found.isEmpty()) {
      String number = biz.required("out_trade_no", LONGEST_NUMBER);
      trades.cancel(Trades.key(merchant, number));
      return node.add("out_trade_no", number).build();
    }
    Order order = found.get();
    order.transactionId().ifPresent(number -> node.add("trade_no", number));
    node.add("out_trade_no", order.terms().key().outTradeNo());
    if (order.state() == OrderState.PAID) {
      long rest = order.terms().amountMinor() - order.refundedMinor();
      if (rest > 0) {
        refunding.refund(
            order,
            new RefundRequest(
                "cancel_" + order.terms().key().outTradeNo(),
                rest,
                "cancel",
                order.terms().notifyUrl()));
      }
      return node.add("action", "refund").build();
    }
    close(order);
    return node.add("action", "close").build();
  }

  /** A refund that is understood, and what does it. */
  record Refunded(Target target, Supplier<JsonObject> work) {}

  Refunded refund(Merchant merchant, Biz biz) {
    Order order = trades.require(merchant, biz);
    RefundRequest request = Refunding.request(order, biz);
    return new Refunded(
        Target.of(order, request.refundNo(), request.amountMinor()),
        () -> refunding.refund(order, request));
  }

  JsonObject refundQuery(Merchant merchant, Biz biz) {
    Order order = trades.require(merchant, biz);
    return Refunding.query(order, biz.required("out_request_no", LONGEST_NUMBER));
  }

  /** Alipay's own certificate, for a client that meets its serial for the first time. */
  JsonObject certificate(Biz biz) {
    if (!biz.get("alipay_cert_sn").equals(keys.certSn())) {
      throw GatewayException.business("CERT_NOT_EXIST", "证书不存在");
    }
    String pem = Pem.of(keys.certificate());
    return Reply.success()
        .add(
            "alipay_cert_content",
            Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)))
        .build();
  }
}
