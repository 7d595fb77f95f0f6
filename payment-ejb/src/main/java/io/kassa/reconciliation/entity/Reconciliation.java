package io.kassa.reconciliation.entity;

import io.kassa.channel.ChannelName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One day of one configuration's bill.
 *
 * @param date a day of the provider's calendar, UTC+8
 * @param runs how often it was begun
 * @param lines how many lines of the bill were laid down so far: its progress
 * @param matched how many lines agree with the books
 * @param discrepancies how many there are in all
 * @param open how many of them wait for an operator
 * @param billHash SHA-256 over the rows as they were read, 64 hex digits; null until the bill was
 *     read whole
 * @param reason why it failed; null unless it did
 * @param requestedBy the operator, or {@code daily}
 * @param startedAt of the last run; null if there was none
 * @param endedAt null until it is done or failed
 * @param dueAt when it is taken or tried again; null if it is not
 */
public record Reconciliation(
    UUID merchantId,
    UUID id,
    UUID configurationId,
    ChannelName channel,
    LocalDate date,
    ReconciliationState status,
    int runs,
    long lines,
    long payments,
    long refunds,
    long matched,
    long discrepancies,
    long open,
    String billHash,
    String reason,
    String requestedBy,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    Instant dueAt) {}
