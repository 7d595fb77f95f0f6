package io.kassa.sandbox.books;

import java.time.Instant;

/**
 * Money that the payer gave.
 *
 * @param transactionId the provider's number of it
 * @param payer who paid, as the provider names people
 */
public record Charge(String transactionId, long amountMinor, String payer, Instant at) {}
