package io.kassa.audit.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * Who did what to what.
 *
 * @param at when the action's transaction began, microseconds; it may have ended much later
 * @param actorKind the kind of {@code Caller} in lower case, or {@code system}
 * @param actor the operator's name, the credential's id or the job's name
 * @param action a stable word such as {@code merchant.created}
 * @param merchantId whose object it is; null for objects of nobody
 * @param objectId which object; null if the merchant itself is the object
 * @param details what changed, in a few words; null if the action says it all
 */
public record AuditEntry(
    UUID id,
    Instant at,
    String actorKind,
    String actor,
    String action,
    UUID merchantId,
    String objectId,
    String details) {}
