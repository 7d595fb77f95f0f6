package io.kassa.sandbox.payer;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Order;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The camera of the payer's phone, and its apps: finds the order that a text means.
 *
 * <p>A text is a QR code's content, a WeChat Pay prepay id, whatever holds one (what an app or a
 * page is invoked with, an {@code h5_url}), or the order string that Alipay's app is given.
 */
public final class Scanner {

  private static final Pattern PREPAY_ID = Pattern.compile("wx[0-9]{14}[0-9a-z]{22}");
  private static final String ORDER_STRING = "alipay.trade.app.pay";

  private final Books books;
  private final Function<String, Order> app;

  /**
   * @param app opens an order string, or throws {@link IllegalArgumentException}
   */
  public Scanner(Books books, Function<String, Order> app) {
    this.books = books;
    this.app = app;
  }

  /**
   * The order.
   *
   * @throws IllegalArgumentException if the app refuses an order string
   */
  Optional<Order> scan(String text) {
    String code = text.strip();
    if (code.contains(ORDER_STRING)) {
      return Optional.of(app.apply(code));
    }
    Optional<Order> order = books.findByToken(code);
    Matcher prepayId = PREPAY_ID.matcher(code);
    return order.isEmpty() && prepayId.find() ? books.findByToken(prepayId.group()) : order;
  }
}
