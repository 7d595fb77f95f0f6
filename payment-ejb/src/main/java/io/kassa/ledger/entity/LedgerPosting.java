package io.kassa.ledger.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One row of the books.
 *
 * @param type such as PAYMENT, FEE or REVERSAL
 * @param referenceId the payment, deposit, settlement or reversed transaction behind it
 * @param amountMinor positive
 * @param feeScheduleId by which schedule a fee was taken; null for all else
 */
public record LedgerPosting(
    UUID transactionId,
    int line,
    String type,
    UUID referenceId,
    UUID debitAccount,
    UUID creditAccount,
    long amountMinor,
    String currency,
    Instant bookedAt,
    UUID feeScheduleId) {}
