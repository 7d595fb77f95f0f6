package io.kassa.balance.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * A deposit that was booked.
 *
 * @param depositId the merchant's own id, unique among its deposits
 * @param amountMinor positive, minor units of {@code currency}
 */
public record Deposit(
    UUID id,
    UUID accountId,
    String depositId,
    long amountMinor,
    String currency,
    Instant createdAt) {}
