package io.kassa.sandbox.callback;

import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;

/** Tells a merchant what happened, in one provider's words. */
public interface Notifier {

  void paid(Order order);

  void refunded(Order order, Refund refund);
}
