package io.kassa.outbox;

import io.kassa.trace.Trace;
import java.util.UUID;

/**
 * What a consumer is told: ids only, nothing personal.
 *
 * @param paymentId null for events of no payment
 * @param objectId the payment, refund, invoice … the event is about
 * @param trace what the event came of; never null
 */
public record Notice(
    UUID eventId, String type, UUID merchantId, UUID paymentId, UUID objectId, Trace trace) {}
