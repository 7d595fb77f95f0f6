package io.kassa.payment.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * What a page of payments shall hold. A null component does not restrict.
 *
 * @param createdFrom inclusive
 * @param createdTo exclusive
 * @param before the payment after which the page starts, newest first
 * @param limit at most how many
 */
public record PaymentSearch(
    String orderId,
    PaymentState status,
    Instant createdFrom,
    Instant createdTo,
    UUID before,
    int limit) {}
