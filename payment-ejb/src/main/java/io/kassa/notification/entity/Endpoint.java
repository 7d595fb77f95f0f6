package io.kassa.notification.entity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where a merchant wants to be told.
 *
 * @param eventTypes what of; empty for all
 * @param disabledReason why Kassa or an operator disabled it; null while enabled
 * @param test whether it is a test merchant's
 * @param failures how many attempts in a row went wrong
 * @param failingSince when the first of them was; null if there are none
 * @param previousUntil until when deliveries are signed with the secret before, too; null if not
 */
public record Endpoint(
    UUID merchantId,
    UUID id,
    String url,
    List<String> eventTypes,
    boolean enabled,
    String disabledReason,
    boolean test,
    int failures,
    Instant failingSince,
    Instant previousUntil,
    long version,
    Instant createdAt,
    Instant changedAt) {
  /** Keeps its own list. */
  public Endpoint {
    eventTypes = List.copyOf(eventTypes);
  }
}
