package io.kassa.sandbox.payer;

import io.kassa.sandbox.books.Books;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.OrderJson;
import io.kassa.sandbox.books.OrderState;
import io.kassa.sandbox.books.Provider;
import io.kassa.sandbox.books.RefusedException;
import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import io.kassa.sandbox.http.Endpoint;
import io.kassa.sandbox.http.Request;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the payer's page and scripts call. */
public final class PayerApi implements Endpoint {

  private static final Pattern ONE =
      Pattern.compile("/orders/(wechat-pay|alipay)/([^/]+)(?:/(open|pay|decline|timeout))?");
  private static final int MOST = 200;

  private final Books books;
  private final Payers payers;
  private final Scanner scanner;
  private final Clock clock;

  public PayerApi(Books books, Payers payers, Scanner scanner, Clock clock) {
    this.books = books;
    this.payers = payers;
    this.scanner = scanner;
    this.clock = clock;
  }

  @Override
  public Delivery answer(Request request) {
    try {
      return Delivery.now(route(request).with("Cache-Control", "no-store"));
    } catch (RefusedException e) {
      return Delivery.now(problem(409, e.refusal().name()));
    } catch (IllegalArgumentException e) {
      return Delivery.now(problem(400, e.getMessage()));
    }
  }

  private Answer route(Request request) {
    boolean post = request.method().equals("POST");
    if (request.path().equals("/scan") && post) {
      return scan(request.body());
    }
    if (request.path().equals("/orders") && !post) {
      return list();
    }
    Matcher one = ONE.matcher(request.path());
    if (!one.matches() || post != (one.group(3) != null)) {
      return problem(404, "NO_SUCH_PATH");
    }
    Provider provider = one.group(1).equals("alipay") ? Provider.ALIPAY : Provider.WECHAT_PAY;
    return act(books.findByNumber(provider, one.group(2)), one.group(3));
  }

  /** The orders that can be paid, newest first. */
  private Answer list() {
    Instant now = clock.instant();
    List<Order> open =
        books.all().stream()
            .filter(order -> order.state() == OrderState.WAITING && !order.isOver(now))
            .toList();
    JsonArrayBuilder orders = Json.createArrayBuilder();
    for (int at = open.size() - 1; at >= Math.max(0, open.size() - MOST); at--) {
      orders.add(OrderJson.of(open.get(at), now));
    }
    return Answer.json(200, Json.createObjectBuilder().add("orders", orders).build());
  }

  private Answer scan(String body) {
    JsonObject command =
        io.kassa.sandbox.http.Json.object(body).orElse(JsonObject.EMPTY_JSON_OBJECT);
    String text = io.kassa.sandbox.http.Json.text(command, "text").orElse("");
    String action = io.kassa.sandbox.http.Json.text(command, "action").orElse("open");
    return act(scanner.scan(text), action);
  }

  /** Without an action, the order as it is. */
  private Answer act(Optional<Order> found, String action) {
    if (found.isEmpty()) {
      return problem(404, "NO_SUCH_ORDER");
    }
    Order order = found.get();
    switch (action == null ? "" : action) {
      case "" -> {}
      case "open" -> {
        if (order.state() == OrderState.WAITING) {
          order.open(clock.instant());
        }
      }
      case "pay" -> payers.pay(order);
      case "decline" -> payers.decline(order);
      case "timeout" -> order.timeOut(clock.instant());
      default -> throw new IllegalArgumentException("no action " + action);
    }
    return Answer.json(200, OrderJson.of(order, clock.instant()));
  }

  private static Answer problem(int status, String error) {
    return Answer.json(status, Json.createObjectBuilder().add("error", error).build());
  }
}
