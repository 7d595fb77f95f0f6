package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundEntry;
import io.kassa.sandbox.books.RefundRequest;
import io.kassa.sandbox.books.RefundState;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.payer.Payers;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;

/** Refunds: done at once, once per {@code out_request_no}. */
final class Refunding {

  private static final int LONGEST_REASON = 256;

  private final Payers payers;
  private final Clock clock;

  Refunding(Payers payers, Clock clock) {
    this.payers = payers;
    this.clock = clock;
  }

  /** What is asked for; without a number it is the refund of the whole order. */
  static RefundRequest request(Order order, Biz biz) {
    long amount = biz.yuan("refund_amount");
    String number = biz.get("out_request_no");
    if (number.isEmpty()) {
      if (amount != order.terms().amountMinor()) {
        throw GatewayException.parameter("out_request_no");
      }
      number = order.terms().key().outTradeNo();
    }
    String reason = biz.get("refund_reason");
    if (reason.length() > LONGEST_REASON) {
      throw GatewayException.parameter("refund_reason");
    }
    return new RefundRequest(number, amount, reason, order.terms().notifyUrl());
  }

  JsonObject refund(Order order, RefundRequest request) {
    RefundEntry entry;
    try {
      entry = order.refund(request, clock.instant());
    } catch (RefusedException e) {
      throw refusal(e);
    }
    Refund refund = entry.isNew() ? payers.settle(order, entry.refund()) : entry.refund();
    if (refund.state() == RefundState.FAILED) {
      throw GatewayException.business("ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
    }
    return json(order, refund, entry.isNew());
  }

  private static GatewayException refusal(RefusedException e) {
    return switch (e.refusal()) {
      case EXCEEDS_PAYMENT -> GatewayException.business("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
      case OTHER_REFUND -> GatewayException.business("ACQ.DISCORDANT_REPEAT_REQUEST", "请求信息不一致");
      case TOO_MANY_REFUNDS -> GatewayException.business("ACQ.REFUND_COUNT_EXCEED_LIMIT", "退款次数超限");
      case NOT_PAID, ALREADY_PAID, CLOSED, TOO_LATE ->
          GatewayException.business("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    };
  }

  /** {@code refund_fee} counts all refunds of the order. */
  private static JsonObject json(Order order, Refund refund, boolean changed) {
    return Reply.success()
        .add("trade_no", order.transactionId().orElse(""))
        .add("out_trade_no", order.terms().key().outTradeNo())
        .add("buyer_logon_id", "san***@sandbox.example")
        .add("buyer_user_id", order.charge().orElseThrow().payer())
        .add("fund_change", changed ? "Y" : "N")
        .add("refund_fee", Yuan.of(order.refundedMinor()))
        .add("send_back_fee", Yuan.of(refund.amountMinor()))
        .add("gmt_refund_pay", BillDay.time(refund.at()))
        .build();
  }

  /** A refund that is not there is a success without a word on it: that is how Alipay answers. */
  static JsonObject query(Order order, String number) {
    JsonObjectBuilder node = Reply.success();
    order
        .refund(number)
        .filter(refund -> refund.state() == RefundState.SUCCEEDED)
        .ifPresent(
            refund ->
                node.add("trade_no", order.transactionId().orElse(""))
                    .add("out_trade_no", order.terms().key().outTradeNo())
                    .add("out_request_no", refund.refundNo())
                    .add("refund_reason", refund.reason())
                    .add("total_amount", Yuan.of(order.terms().amountMinor()))
                    .add("refund_amount", Yuan.of(refund.amountMinor()))
                    .add("refund_status", "REFUND_SUCCESS")
                    .add("gmt_refund_pay", BillDay.time(refund.settledAt())));
    return node.build();
  }
}
