package io.kassa.notification.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One event on its way to one endpoint.
 *
 * @param eventId also the {@code webhook-id} of every attempt
 * @param paymentId null for an event of no payment
 * @param attempts how often it was sent
 * @param dueAt when it is sent next; null unless pending
 * @param endedAt null while pending
 */
public record Delivery(
    UUID merchantId,
    UUID id,
    UUID endpointId,
    UUID eventId,
    UUID paymentId,
    String type,
    DeliveryStatus status,
    int attempts,
    Instant dueAt,
    Instant createdAt,
    Instant endedAt) {}
