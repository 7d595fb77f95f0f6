package io.kassa.payment.entity;

import java.util.UUID;

/** Which attempt of which payment of which merchant. */
public record AttemptRef(UUID merchantId, UUID paymentId, UUID id) {}
