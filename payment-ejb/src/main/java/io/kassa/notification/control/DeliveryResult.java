package io.kassa.notification.control;

import java.time.Instant;

/**
 * What a sending led to.
 *
 * @param answer null if it was never sent, for a reason of Kassa's own: nothing is noted then, and
 *     the lease lets it be sent again
 */
public record DeliveryResult(
    DueDelivery delivery, Instant startedAt, int millis, WebhookAnswer answer) {}
