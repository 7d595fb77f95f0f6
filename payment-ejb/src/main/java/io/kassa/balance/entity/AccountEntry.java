package io.kassa.balance.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One movement of an account.
 *
 * @param transactionId of the ledger
 * @param type of the ledger's transaction, such as DEPOSIT or PAYMENT
 * @param referenceId the deposit or payment behind it
 * @param amountMinor positive for value that came in, negative for value that went out
 */
public record AccountEntry(
    UUID transactionId,
    String type,
    UUID referenceId,
    long amountMinor,
    String currency,
    Instant bookedAt) {}
