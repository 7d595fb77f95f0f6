package io.kassa.incident;

import java.time.Instant;
import java.util.UUID;

/**
 * One trouble, however often it was seen.
 *
 * @param subject what tells it from others of its kind: an attempt, a notice
 * @param paymentId null where no payment is known
 * @param details a few words; nothing secret or personal
 * @param occurrences how often it was seen, at least 1
 * @param closedAt null while it is open, and so are the two after it
 */
public record Incident(
    UUID merchantId,
    UUID id,
    IncidentKind kind,
    String subject,
    UUID paymentId,
    UUID attemptId,
    UUID configurationId,
    String details,
    long occurrences,
    Instant createdAt,
    Instant lastAt,
    Instant closedAt,
    String closedBy,
    String note) {}
