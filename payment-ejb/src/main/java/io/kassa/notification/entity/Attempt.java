package io.kassa.notification.entity;

import java.time.Instant;

/**
 * What one sending led to.
 *
 * @param number counts from 1; one that a crash hid is missing
 * @param status HTTP's; null if there was no answer
 * @param failure why there was none, as a stable word; null if there was one
 * @param answer the first 1024 characters of the answer's body; null without an answer
 */
public record Attempt(
    int number, Instant startedAt, int millis, Integer status, String failure, String answer) {}
