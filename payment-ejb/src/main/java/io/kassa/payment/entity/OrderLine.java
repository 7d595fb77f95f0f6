package io.kassa.payment.entity;

import java.math.BigDecimal;

/**
 * One line of an order.
 *
 * @param description 1 to 200 characters
 * @param quantity at least 1
 * @param unitAmountMinor at least 0, minor units of the payment's currency
 * @param taxRate percent, 0 to 100 with at most two decimals
 * @param discountMinor taken off quantity times unit amount, in the same prices; at most that much
 * @param taxExemption why no tax is due on it, 1 to 200 characters; null if it is not exempt
 */
public record OrderLine(
    String description,
    int quantity,
    long unitAmountMinor,
    BigDecimal taxRate,
    long discountMinor,
    String taxExemption) {

  /** A line at its full price, not exempt from tax. */
  public OrderLine(String description, int quantity, long unitAmountMinor, BigDecimal taxRate) {
    this(description, quantity, unitAmountMinor, taxRate, 0, null);
  }
}
