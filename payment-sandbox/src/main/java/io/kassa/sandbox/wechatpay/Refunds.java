package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundEntry;
import io.kassa.sandbox.books.RefundState;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.payer.Payers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;

/** Refunds: taken at once, done a little later. */
final class Refunds {

  private final Books books;
  private final Payers payers;
  private final Clock clock;

  Refunds(Books books, Payers payers, Clock clock) {
    this.books = books;
    this.payers = payers;
    this.clock = clock;
  }

  Answer create(RefundBody body, Fault fault) {
    Order order = body.order();
    RefundEntry entry;
    try {
      entry = order.refund(body.request(), clock.instant());
    } catch (RefusedException e) {
      throw refusal(e);
    }
    Refund refund = entry.refund();
    if (entry.isNew()) {
      if (fault == Fault.EARLY_CALLBACK) {
        payers.settle(order, refund);
      } else {
        payers.settleLater(order, refund);
      }
    }
    return Answer.json(200, json(order, refund));
  }

  private static ApiException refusal(RefusedException e) {
    return ApiException.invalid(
        switch (e.refusal()) {
          case NOT_PAID, CLOSED, TOO_LATE, ALREADY_PAID -> "订单未支付，不可退款";
          case EXCEEDS_PAYMENT -> "申请退款金额超过订单可退金额";
          case OTHER_REFUND -> "订单金额或退款金额与之前请求不一致，请核实后再试";
          case TOO_MANY_REFUNDS -> "部分退款次数超限";
        });
  }

  Answer query(Merchant merchant, String refundNo) {
    Order order =
        books
            .findByRefund(Provider.WECHAT_PAY, merchant.mchid(), refundNo)
            .orElseThrow(() -> ApiException.notFound("RESOURCE_NOT_EXISTS", "退款单不存在"));
    return Answer.json(200, json(order, order.refund(refundNo).orElseThrow()));
  }

  private static JsonObject json(Order order, Refund refund) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("refund_id", refund.refundId())
            .add("out_refund_no", refund.refundNo())
            .add("transaction_id", order.transactionId().orElse(""))
            .add("out_trade_no", order.terms().key().outTradeNo())
            .add("channel", "ORIGINAL")
            .add("user_received_account", "支付用户零钱")
            .add("create_time", Transactions.time(refund.at()))
            .add("status", status(refund))
            .add("funds_account", "AVAILABLE")
            .add("amount", amount(order, refund));
    if (refund.state() == RefundState.SUCCEEDED) {
      json.add("success_time", Transactions.time(refund.settledAt()));
    }
    return json.build();
  }

  static String status(Refund refund) {
    return switch (refund.state()) {
      case PROCESSING -> "PROCESSING";
      case SUCCEEDED -> "SUCCESS";
      case FAILED -> "ABNORMAL";
    };
  }

  private static JsonObjectBuilder amount(Order order, Refund refund) {
    long total = order.terms().amountMinor();
    return Json.createObjectBuilder()
        .add("total", total)
        .add("refund", refund.amountMinor())
        .add("payer_total", total)
        .add("payer_refund", refund.amountMinor())
        .add("settlement_total", total)
        .add("settlement_refund", refund.amountMinor())
        .add("discount_refund", 0)
        .add("currency", order.terms().currency());
  }
}
