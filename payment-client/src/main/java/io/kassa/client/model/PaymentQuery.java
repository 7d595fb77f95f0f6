package io.kassa.client.model;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Which payments are listed, newest first. */
public final class PaymentQuery {
  private static final PaymentQuery ALL = new PaymentQuery(Map.of());

  private final Map<String, Object> parameters;

  private PaymentQuery(Map<String, Object> parameters) {
    this.parameters = parameters;
  }

  /**
   * All of them.
   *
   * @return a query without conditions
   */
  public static PaymentQuery all() {
    return ALL;
  }

  /**
   * Only of this order.
   *
   * @param orderId the merchant's own id
   * @return another query
   */
  public PaymentQuery orderId(String orderId) {
    return with("orderId", orderId);
  }

  /**
   * Only in this status.
   *
   * @param status as in {@link Payment#status()}
   * @return another query
   */
  public PaymentQuery status(String status) {
    return with("status", status);
  }

  /**
   * Only those created then or later.
   *
   * @param from the first moment
   * @return another query
   */
  public PaymentQuery createdFrom(Instant from) {
    return with("createdFrom", from);
  }

  /**
   * Only those created before.
   *
   * @param to the first moment that is too late
   * @return another query
   */
  public PaymentQuery createdTo(Instant to) {
    return with("createdTo", to);
  }

  /**
   * How many the server sends at once; the iteration is the same.
   *
   * @param size 1 to 100
   * @return another query
   */
  public PaymentQuery pageSize(int size) {
    return with("limit", size);
  }

  /**
   * For the client.
   *
   * @return query parameters by name
   */
  public Map<String, Object> parameters() {
    return parameters;
  }

  private PaymentQuery with(String name, Object value) {
    Map<String, Object> next = new TreeMap<>(parameters);
    next.put(name, value);
    return new PaymentQuery(Map.copyOf(next));
  }
}
