package io.kassa.notification.boundary;

import io.kassa.notification.entity.DeliveryStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * Which deliveries are listed; null for any.
 *
 * @param createdBefore with {@code before}, after which one the page starts; null for the first
 */
public record DeliverySearch(
    UUID endpointId, DeliveryStatus status, Instant createdBefore, UUID before, int limit) {}
