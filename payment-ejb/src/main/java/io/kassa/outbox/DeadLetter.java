package io.kassa.outbox;

import java.time.Instant;
import java.util.UUID;

/** A notice that its consumer could not follow. */
public record DeadLetter(
    UUID eventId,
    String consumer,
    String type,
    UUID merchantId,
    UUID paymentId,
    int failures,
    String lastError,
    Instant deadAt) {}
