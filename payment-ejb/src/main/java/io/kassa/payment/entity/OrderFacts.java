package io.kassa.payment.entity;

import java.util.UUID;

/**
 * What a confirmation says of the order that was paid; it never changes.
 *
 * @param amountMinor minor units of the currency
 */
public record OrderFacts(
    UUID paymentId, String orderId, long amountMinor, String currency, boolean test) {
  /** Those of a payment. */
  public static OrderFacts of(Payment payment) {
    return new OrderFacts(
        payment.id(), payment.orderId(), payment.amountMinor(), payment.currency(), payment.test());
  }
}
