package io.kassa.event.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact.
 *
 * @param paymentId null for an event of no payment
 * @param objectId the payment, attempt, refund, invoice or endpoint that it is about
 * @param sequence 1, 2, 3 … among the events of its payment; null like {@code paymentId}
 * @param late whether it came after the payment's time was over
 */
public record Event(
    UUID merchantId,
    UUID id,
    UUID paymentId,
    UUID objectId,
    String type,
    Integer sequence,
    Instant createdAt,
    boolean late) {}
