package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderKey;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.RefundRequest;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of a call that refunds. */
record RefundBody(Order order, RefundRequest request) {

  private static final Map<String, Object> SHAPE =
      Map.of(
          "transaction_id", "",
          "out_trade_no", "",
          "out_refund_no", "",
          "reason", "",
          "notify_url", "",
          "funds_account", "",
          "amount", Map.of("refund", "", "total", "", "currency", "", "from", ""),
          "goods_detail", "");

  private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_\\-|*@]{1,64}");
  private static final Pattern CNY = Pattern.compile("CNY");
  private static final int LONGEST_NUMBER = 32;
  private static final int LONGEST_REASON = 80;

  static RefundBody of(Merchant merchant, Books books, String text) {
    JsonObject body = Fields.body(text);
    Fields.known(body, SHAPE, "");
    Fields fields = new Fields(body, "");
    Fields amount = fields.member("amount");
    amount.text("currency", CNY);
    RefundRequest request =
        new RefundRequest(
            fields.text("out_refund_no", NUMBER),
            amount.positive("refund"),
            fields.optional("reason", LONGEST_REASON),
            fields.has("notify_url") ? fields.url("notify_url") : "");
    Order order =
        order(merchant, books, fields)
            .orElseThrow(() -> ApiException.notFound("RESOURCE_NOT_EXISTS", "订单不存在"));
    if (amount.positive("total") != order.terms().amountMinor()) {
      throw ApiException.invalid("订单金额或退款金额与之前请求不一致，请核实后再试");
    }
    return new RefundBody(order, request);
  }

  private static Optional<Order> order(Merchant merchant, Books books, Fields fields) {
    if (fields.has("transaction_id")) {
      return books.findByTransaction(
          Provider.WECHAT_PAY, merchant.mchid(), fields.text("transaction_id", LONGEST_NUMBER));
    }
    return books.find(
        new OrderKey(
            Provider.WECHAT_PAY, merchant.mchid(), fields.text("out_trade_no", LONGEST_NUMBER)));
  }
}
