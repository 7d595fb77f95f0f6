package io.kassa.merchant.entity;

/**
 * How much a merchant may create in one currency; amounts in minor units.
 *
 * @param currency an ISO 4217 code
 * @param perPaymentMinor the largest payment; null if there is no such limit
 * @param perDayMinor the sum of the payments of a UTC day; null if there is no such limit
 */
public record AmountLimit(String currency, Long perPaymentMinor, Long perDayMinor) {}
