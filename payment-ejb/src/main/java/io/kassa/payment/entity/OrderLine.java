package io.kassa.payment.entity;

import java.math.BigDecimal;

/**
 * One line of an order.
 *
 * @param description 1 to 200 characters
 * @param quantity at least 1
 * @param unitAmountMinor at least 0, minor units of the payment's currency
 * @param taxRate percent, 0 to 100 with at most two decimals
 */
public record OrderLine(
    String description, int quantity, long unitAmountMinor, BigDecimal taxRate) {}
