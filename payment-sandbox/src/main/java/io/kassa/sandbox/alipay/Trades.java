package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderKey;
import io.kassa.sandbox.books.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Orders in Alipay's words: a trade exists once its payer has seen it. */
final class Trades {

  static final String SELLER = "2088000000000010";

  private final Books books;
  private final Clock clock;
  private final Set<OrderKey> canceled = ConcurrentHashMap.newKeySet();

  Trades(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  /** The order that these parameters name, by Alipay's number first. */
  Optional<Order> find(Merchant merchant, Biz biz) {
    String tradeNo = biz.get("trade_no");
    if (!tradeNo.isEmpty()) {
      return books.findByTransaction(Provider.ALIPAY, merchant.appId(), tradeNo);
    }
    return books.find(key(merchant, biz.required("out_trade_no", 64)));
  }

  /** The same, if its payer has seen it. */
  Order require(Merchant merchant, Biz biz) {
    return find(merchant, biz)
        .filter(order -> order.transactionId().isPresent())
        .orElseThrow(() -> GatewayException.business("ACQ.TRADE_NOT_EXIST", "交易不存在"));
  }

  static OrderKey key(Merchant merchant, String outTradeNo) {
    return new OrderKey(Provider.ALIPAY, merchant.appId(), outTradeNo);
  }

  /** A number that was canceled before it arrived makes no order any more. */
  void cancel(OrderKey key) {
    canceled.add(key);
  }

  boolean isCanceled(OrderKey key) {
    return canceled.contains(key);
  }

  String status(Order order) {
    return status(order, clock.instant());
  }

  static String status(Order order, Instant now) {
    return switch (order.state()) {
      case WAITING -> order.isOver(now) ? "TRADE_CLOSED" : "WAIT_BUYER_PAY";
      case CLOSED -> "TRADE_CLOSED";
      case PAID ->
          order.refundedMinor() == order.terms().amountMinor() ? "TRADE_CLOSED" : "TRADE_SUCCESS";
    };
  }

  /** What replies and callbacks say of a trade. */
  static Map<String, String> facts(Order order, Instant now) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("trade_no", order.transactionId().orElse(""));
    facts.put("out_trade_no", order.terms().key().outTradeNo());
    facts.put("trade_status", status(order, now));
    facts.put("total_amount", Yuan.of(order.terms().amountMinor()));
    facts.put("buyer_logon_id", "san***@sandbox.example");
    order
        .charge()
        .ifPresent(
            charge -> {
              String amount = Yuan.of(charge.amountMinor());
              facts.put("receipt_amount", amount);
              facts.put("buyer_pay_amount", amount);
              facts.put("invoice_amount", amount);
              facts.put("point_amount", "0.00");
              facts.put("buyer_user_id", charge.payer());
              facts.put("send_pay_date", BillDay.time(charge.at()));
            });
    return facts;
  }
}
