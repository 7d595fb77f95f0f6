package io.kassa.ledger.entity;

import io.kassa.ledger.AccountCode;
import java.time.Instant;
import java.util.UUID;

/**
 * One account of the ledger.
 *
 * @param ownerId the merchant itself, or the stored-value account that it mirrors
 */
public record LedgerAccount(
    UUID merchantId, UUID id, AccountCode code, UUID ownerId, String currency, Instant createdAt) {}
