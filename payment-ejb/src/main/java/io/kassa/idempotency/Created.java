package io.kassa.idempotency;

/**
 * The answer to a call that creates, or finds what the same call created before.
 *
 * @param isNew false if it was there already with the same content
 */
public record Created<T>(T value, boolean isNew) {}
