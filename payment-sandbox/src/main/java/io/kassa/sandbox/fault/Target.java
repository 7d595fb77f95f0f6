package io.kassa.sandbox.fault;

import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderKey;
import io.kassa.sandbox.books.Terms;

/**
 * What a fault may befall.
 *
 * @param number names the order or refund among all of them
 * @param mark what a drawn fault depends on: it has to be the same in every run
 */
public record Target(String number, long amountMinor, String mark) {

  /** An order. */
  public static Target of(Terms terms) {
    return new Target(number(terms.key()), terms.amountMinor(), terms.description());
  }

  /** An order that may not be there. */
  public static Target of(OrderKey key) {
    return new Target(number(key), 0, "");
  }

  /** A refund of an order. */
  public static Target of(Order order, String refundNo, long amountMinor) {
    return new Target(
        number(order.terms().key()) + "|" + refundNo,
        amountMinor,
        "refund of " + order.terms().description());
  }

  private static String number(OrderKey key) {
    return key.provider() + "|" + key.merchantId() + "|" + key.outTradeNo();
  }
}
