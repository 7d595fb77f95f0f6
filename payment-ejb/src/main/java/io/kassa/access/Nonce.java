package io.kassa.access;

import java.time.Instant;

/**
 * What makes a signed request work once (RFC 9421 section 7.2.2).
 *
 * @param value chosen by the sender, 1 to 128 characters
 * @param createdAt the signature's own time, whole seconds; signed like the value
 */
public record Nonce(String value, Instant createdAt) {}
