package io.kassa.settlement.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * That a settlement was paid out.
 *
 * @param transactionId of the ledger
 * @param reference by which the bank knows the transfer
 * @param paidAt when the bank did it
 * @param reversed whether the ledger's transaction was reversed, so that it is to be paid out anew
 */
public record Payout(
    UUID transactionId, String reference, Instant paidAt, Instant createdAt, boolean reversed) {}
