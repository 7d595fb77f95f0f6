package io.kassa.sandbox.books;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All orders of both providers, in memory. */
public final class Books {

  private final Clock clock;
  private final Numbers numbers;
  private final Map<OrderKey, Order> orders = new ConcurrentHashMap<>();
  private final Map<String, Order> byToken = new ConcurrentHashMap<>();

  public Books(Clock clock, Numbers numbers) {
    this.clock = clock;
    this.numbers = numbers;
  }

  /** The order of this key; created under these terms if it is not there yet. */
  public Order order(Terms terms, Supplier<String> token) {
    return orders.computeIfAbsent(
        terms.key(),
        key -> {
          Order order = new Order(terms, token.get(), clock.instant(), numbers);
          byToken.put(order.token(), order);
          return order;
        });
  }

  public Optional<Order> find(OrderKey key) {
    return Optional.ofNullable(orders.get(key));
  }

  /** The order that a QR text or a prepay id means. */
  public Optional<Order> findByToken(String token) {
    return Optional.ofNullable(byToken.get(token));
  }

  /** By the provider's number. */
  public Optional<Order> findByTransaction(
      Provider provider, String merchantId, String transactionId) {
    return of(provider, merchantId)
        .filter(order -> order.transactionId().filter(transactionId::equals).isPresent())
        .findFirst();
  }

  /** The order that has a refund of this number. */
  public Optional<Order> findByRefund(Provider provider, String merchantId, String refundNo) {
    return of(provider, merchantId).filter(order -> order.refund(refundNo).isPresent()).findFirst();
  }

  /** The first order of that number, whoever the merchant is. */
  public Optional<Order> findByNumber(Provider provider, String outTradeNo) {
    return orders.values().stream()
        .filter(order -> order.terms().key().provider() == provider)
        .filter(order -> order.terms().key().outTradeNo().equals(outTradeNo))
        .findFirst();
  }

  public List<Order> ordersOf(Provider provider, String merchantId) {
    return sorted(of(provider, merchantId).toList());
  }

  private Stream<Order> of(Provider provider, String merchantId) {
    return orders.values().stream()
        .filter(order -> order.terms().key().provider() == provider)
        .filter(order -> order.terms().key().merchantId().equals(merchantId));
  }

  /** All orders, oldest first. */
  public List<Order> all() {
    return sorted(orders.values());
  }

  private static List<Order> sorted(Collection<Order> orders) {
    return orders.stream().sorted(Comparator.comparing(Order::createdAt)).toList();
  }

  /** Forgets everything. */
  public void clear() {
    orders.clear();
    byToken.clear();
  }
}
