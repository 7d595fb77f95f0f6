package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Numbers;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderState;
import io.kassa.sandbox.books.Scene;
import io.kassa.sandbox.books.Terms;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Request;
import io.kassa.sandbox.payer.Payers;
import jakarta.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;

/** Creates orders, once per number. */
final class Prepay {

  private final Books books;
  private final Numbers numbers;
  private final Payers payers;

  Prepay(Books books, Numbers numbers, Payers payers) {
    this.books = books;
    this.numbers = numbers;
    this.payers = payers;
  }

  /** What the payer's device needs; the same again if the same order is sent again. */
  Answer create(Terms terms, Request request) {
    AtomicBoolean created = new AtomicBoolean();
    Order order =
        books.order(
            terms,
            () -> {
              created.set(true);
              return terms.scene() == Scene.NATIVE ? numbers.codeUrl() : numbers.prepayId();
            });
    if (created.get()) {
      payers.expect(order);
    } else {
      requireSame(order, terms);
    }
    return Answer.json(
        200, Json.createObjectBuilder().add(name(terms.scene()), value(order, request)).build());
  }

  private static void requireSame(Order order, Terms terms) {
    if (order.state() == OrderState.PAID) {
      throw new ApiException(400, "ORDERPAID", "该订单已支付");
    }
    if (!order.terms().content().equals(terms.content())) {
      throw ApiException.invalid("请求重入时，参数与首次请求时不一致");
    }
    if (order.state() == OrderState.CLOSED) {
      throw new ApiException(400, "ORDER_CLOSED", "该订单已关闭");
    }
  }

  private static String name(Scene scene) {
    return switch (scene) {
      case NATIVE -> "code_url";
      case JSAPI, APP -> "prepay_id";
      case H5, PAGE -> "h5_url";
    };
  }

  /** A browser follows an {@code h5_url}, so it leads here and not to the provider. */
  private static String value(Order order, Request request) {
    return order.terms().scene() == Scene.H5
        ? request.origin()
            + request.mount()
            + "/cgi-bin/mmpayweb-bin/checkmweb?prepay_id="
            + order.token()
            + "&package="
            + Integer.toUnsignedString(order.token().hashCode())
        : order.token();
  }
}
