package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderState;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** An order in WeChat Pay's words. */
final class Transactions {

  /** An order that nobody pays or closes is closed by the provider after this time. */
  private static final Duration LIFE = Duration.ofDays(7);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

  private Transactions() {}

  static String time(Instant instant) {
    return TIME.format(
        OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), Numbers.CHINA));
  }

  /** What a query answers. */
  static JsonObject json(Order order, Instant now) {
    return json(order, now, order.terms().amountMinor());
  }

  /** The same with another amount, for a callback that lies. */
  static JsonObject json(Order order, Instant now, long amountMinor) {
    Terms terms = order.terms();
    String state = state(order, now);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("appid", terms.appId())
            .add("mchid", terms.key().merchantId())
            .add("out_trade_no", terms.key().outTradeNo())
            .add("trade_state", state)
            .add("trade_state_desc", description(state))
            .add("attach", terms.attach());
    JsonObjectBuilder amount =
        Json.createObjectBuilder().add("total", amountMinor).add("currency", terms.currency());
    if (order.charge().isPresent()) {
      Charge charge = order.charge().get();
      json.add("transaction_id", charge.transactionId())
          .add("trade_type", tradeType(terms.scene()))
          .add("bank_type", "OTHERS")
          .add("success_time", time(charge.at()))
          .add("payer", Json.createObjectBuilder().add("openid", charge.payer()));
      amount.add("payer_total", amountMinor).add("payer_currency", terms.currency());
    }
    return json.add("amount", amount).build();
  }

  static String tradeType(Scene scene) {
    return scene == Scene.H5 ? "MWEB" : scene.name();
  }

  private static String state(Order order, Instant now) {
    return switch (order.state()) {
      case WAITING -> order.createdAt().plus(LIFE).isAfter(now) ? "NOTPAY" : "CLOSED";
      case CLOSED -> "CLOSED";
      case PAID -> order.refundedMinor() > 0 ? "REFUND" : "SUCCESS";
    };
  }

  private static String description(String state) {
    return switch (state) {
      case "NOTPAY" -> "订单未支付";
      case "CLOSED" -> "订单已关闭";
      case "REFUND" -> "订单发生过退款，退款详情请查询退款单";
      default -> "支付成功";
    };
  }

  static boolean isPaid(Order order) {
    return order.state() == OrderState.PAID;
  }
}
