package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A day's payments and refunds, as the CSV that WeChat Pay makes. */
final class TradeBill {

  /** Which rows a bill has. */
  enum Type {
    ALL,
    SUCCESS,
    REFUND
  }

  private static final String HEADER =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额";
  private static final String REFUND_HEADER = "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态";
  private static final String TAIL_HEADER = "商品名称,商户数据包,手续费,费率,订单金额";
  private static final String REQUESTED_HEADER = "申请退款金额";
  private static final String LAST_HEADER = "费率备注";
  private static final String TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  private static final String RATE = "0.60%";
  private static final String NOTHING = "0.00";

  private final Type type;
  private final BillDay day;
  private final List<String> rows = new ArrayList<>();
  private long paidMinor;
  private long refundedMinor;
  private long feeMinor;

  TradeBill(Type type, BillDay day) {
    this.type = type;
    this.day = day;
  }

  /** The file; empty if the day has no rows. */
  Optional<String> csv(List<Order> orders) {
    orders.forEach(this::add);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String totals =
        Csv.row(
            Integer.toString(rows.size()),
            Yuan.of(paidMinor),
            Yuan.of(refundedMinor),
            NOTHING,
            fee(feeMinor),
            Yuan.of(paidMinor),
            Yuan.of(refundedMinor));
    return Optional.of(header() + Csv.END + String.join("", rows) + TOTALS + Csv.END + totals);
  }

  private String header() {
    return switch (type) {
      case ALL ->
          String.join(",", HEADER, REFUND_HEADER, TAIL_HEADER, REQUESTED_HEADER, LAST_HEADER);
      case SUCCESS -> String.join(",", HEADER, TAIL_HEADER, LAST_HEADER);
      case REFUND ->
          String.join(
              ",",
              HEADER,
              "退款申请时间,退款成功时间",
              REFUND_HEADER,
              TAIL_HEADER,
              REQUESTED_HEADER,
              LAST_HEADER);
    };
  }

  private void add(Order order) {
    order
        .charge()
        .filter(charge -> type != Type.REFUND && day.has(charge.at()))
        .ifPresent(charge -> payment(order, charge));
    order.refunds().stream()
        .filter(refund -> type != Type.SUCCESS && day.has(refund.at()))
        .forEach(refund -> refund(order, refund));
  }

  private void payment(Order order, Charge charge) {
    long fee = Yuan.fee(charge.amountMinor());
    paidMinor += charge.amountMinor();
    feeMinor += fee;
    List<String> row = head(order, charge.at(), "SUCCESS", Yuan.of(charge.amountMinor()));
    if (type == Type.ALL) {
      row.addAll(List.of("0", "0", NOTHING, NOTHING, "", ""));
    }
    row.addAll(tail(order, fee, Yuan.of(charge.amountMinor())));
    if (type == Type.ALL) {
      row.add(NOTHING);
    }
    row.add("");
    rows.add(Csv.row(row));
  }

  private void refund(Order order, Refund refund) {
    long fee = -Yuan.fee(refund.amountMinor());
    refundedMinor += refund.amountMinor();
    feeMinor += fee;
    List<String> row = head(order, refund.at(), "REFUND", NOTHING);
    if (type == Type.REFUND) {
      row.add(BillDay.time(refund.at()));
      row.add(refund.settledAt() == null ? "" : BillDay.time(refund.settledAt()));
    }
    row.addAll(
        List.of(
            refund.refundId(),
            refund.refundNo(),
            Yuan.of(refund.amountMinor()),
            NOTHING,
            "ORIGINAL",
            Refunds.status(refund)));
    row.addAll(tail(order, fee, NOTHING));
    row.add(Yuan.of(refund.amountMinor()));
    row.add("");
    rows.add(Csv.row(row));
  }

  private static List<String> head(Order order, Instant at, String state, String settled) {
    Charge charge = order.charge().orElseThrow();
    return new ArrayList<>(
        List.of(
            BillDay.time(at),
            order.terms().appId(),
            order.terms().key().merchantId(),
            "0",
            "",
            charge.transactionId(),
            order.terms().key().outTradeNo(),
            charge.payer(),
            Transactions.tradeType(order.terms().scene()),
            state,
            "OTHERS",
            order.terms().currency(),
            settled,
            NOTHING));
  }

  private static List<String> tail(Order order, long feeMinor, String ordered) {
    return List.of(
        Csv.plain(order.terms().description()),
        Csv.plain(order.terms().attach()),
        fee(feeMinor),
        RATE,
        ordered);
  }

  /** A fee has five decimals in this bill. */
  private static String fee(long minor) {
    return Yuan.of(minor) + "000";
  }
}
