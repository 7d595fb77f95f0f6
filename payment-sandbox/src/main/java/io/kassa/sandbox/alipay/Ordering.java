package io.kassa.sandbox.alipay;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderState;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import io.kassa.sandbox.payer.Payers;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes trades, once per number. */
final class Ordering {

  private final Books books;
  private final Numbers numbers;
  private final Payers payers;
  private final Trades trades;
  private final Clock clock;

  Ordering(Books books, Numbers numbers, Payers payers, Trades trades, Clock clock) {
    this.books = books;
    this.numbers = numbers;
    this.payers = payers;
    this.trades = trades;
    this.clock = clock;
  }

  /**
   * The order; the one that is there if the same is sent again. A QR code waits for its scan, any
   * other order has its payer before it already.
   */
  Order order(Terms terms) {
    if (trades.isCanceled(terms.key())) {
      throw closed();
    }
    AtomicBoolean created = new AtomicBoolean();
    Order order =
        books.order(
            terms,
            () -> {
              created.set(true);
              return numbers.qrCode();
            });
    if (created.get()) {
      payers.expect(order);
    } else {
      requireSame(order, terms);
    }
    if (terms.scene() != Scene.NATIVE && order.state() == OrderState.WAITING) {
      order.open(clock.instant());
    }
    return order;
  }

  private static void requireSame(Order order, Terms terms) {
    if (order.state() == OrderState.PAID) {
      throw GatewayException.business("ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
    }
    if (order.state() == OrderState.CLOSED) {
      throw closed();
    }
    boolean same =
        order.terms().amountMinor() == terms.amountMinor()
            && order.terms().description().equals(terms.description())
            && order.terms().scene() == terms.scene();
    if (!same) {
      throw GatewayException.business("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
  }

  private static GatewayException closed() {
    return GatewayException.business("ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
  }
}
