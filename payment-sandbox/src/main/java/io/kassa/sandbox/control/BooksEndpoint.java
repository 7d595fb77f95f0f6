package io.kassa.sandbox.control;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderJson;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundState;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.Request;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.util.List;

/**
 * {@code GET /books}: every order with its charges, refunds and callbacks, and the totals. With
 * {@code ?outTradeNo=} or {@code ?merchantId=} only those.
 */
public final class BooksEndpoint implements Endpoint {

  private final Books books;
  private final Clock clock;

  public BooksEndpoint(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  @Override
  public Delivery answer(Request request) {
    String number = request.queryParameters().getOrDefault("outTradeNo", "");
    String merchant = request.queryParameters().getOrDefault("merchantId", "");
    List<Order> orders =
        books.all().stream()
            .filter(o -> number.isEmpty() || o.terms().key().outTradeNo().equals(number))
            .filter(o -> merchant.isEmpty() || o.terms().key().merchantId().equals(merchant))
            .toList();
    JsonArrayBuilder all = Json.createArrayBuilder();
    orders.forEach(order -> all.add(OrderJson.of(order, clock.instant())));
    return Delivery.now(
        Answer.json(
            200,
            Json.createObjectBuilder().add("totals", totals(orders)).add("orders", all).build()));
  }

  private static JsonObjectBuilder totals(List<Order> orders) {
    List<Charge> charges = orders.stream().flatMap(o -> o.charges().stream()).toList();
    List<Refund> refunds =
        orders.stream()
            .flatMap(o -> o.refunds().stream())
            .filter(refund -> refund.state() == RefundState.SUCCEEDED)
            .toList();
    return Json.createObjectBuilder()
        .add("orders", orders.size())
        .add("charges", charges.size())
        .add("chargedMinor", charges.stream().mapToLong(Charge::amountMinor).sum())
        .add("refunds", refunds.size())
        .add("refundedMinor", refunds.stream().mapToLong(Refund::amountMinor).sum());
  }
}
