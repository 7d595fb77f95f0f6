package io.kassa.sandbox.books;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;

/** An order as scripts and the payer's page read it. */
public final class OrderJson {

  private OrderJson() {}

  /** All that the books hold of it. */
  public static JsonObject of(Order order, Instant now) {
    Terms terms = order.terms();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("provider", terms.key().provider().name())
            .add("merchantId", terms.key().merchantId())
            .add("appId", terms.appId())
            .add("outTradeNo", terms.key().outTradeNo())
            .add("scene", terms.scene().name())
            .add("state", order.state().name())
            .add("open", order.state() == OrderState.WAITING && !order.isOver(now))
            .add("amountMinor", terms.amountMinor())
            .add("currency", terms.currency())
            .add("description", terms.description())
            .add("code", order.token())
            .add("returnUrl", terms.returnUrl())
            .add("createdAt", order.createdAt().toString())
            .add("declines", order.declines())
            .add("charges", charges(order))
            .add("refunds", refunds(order))
            .add("callbacks", callbacks(order));
    terms.deadline().ifPresent(deadline -> json.add("deadline", deadline.toString()));
    order.transactionId().ifPresent(id -> json.add("transactionId", id));
    order.closedAt().ifPresent(at -> json.add("closedAt", at.toString()));
    return json.build();
  }

  private static JsonArrayBuilder charges(Order order) {
    JsonArrayBuilder charges = Json.createArrayBuilder();
    for (Charge charge : order.charges()) {
      charges.add(
          Json.createObjectBuilder()
              .add("transactionId", charge.transactionId())
              .add("amountMinor", charge.amountMinor())
              .add("payer", charge.payer())
              .add("at", charge.at().toString()));
    }
    return charges;
  }

  private static JsonArrayBuilder refunds(Order order) {
    JsonArrayBuilder refunds = Json.createArrayBuilder();
    for (Refund refund : order.refunds()) {
      refunds.add(
          Json.createObjectBuilder()
              .add("refundNo", refund.refundNo())
              .add("refundId", refund.refundId())
              .add("amountMinor", refund.amountMinor())
              .add("state", refund.state().name())
              .add("at", refund.at().toString()));
    }
    return refunds;
  }

  private static JsonArrayBuilder callbacks(Order order) {
    JsonArrayBuilder callbacks = Json.createArrayBuilder();
    for (CallbackLog callback : order.callbacks()) {
      JsonArrayBuilder attempts = Json.createArrayBuilder();
      for (CallbackLog.Attempt attempt : callback.attempts()) {
        attempts.add(
            Json.createObjectBuilder()
                .add("at", attempt.at().toString())
                .add("status", attempt.status())
                .add("accepted", attempt.accepted())
                .add("flaw", attempt.flaw()));
      }
      callbacks.add(
          Json.createObjectBuilder()
              .add("id", callback.id())
              .add("event", callback.event())
              .add("url", callback.url())
              .add("attempts", attempts));
    }
    return callbacks;
  }
}
