package io.kassa.web.events;

import io.kassa.event.boundary.EventView;
import io.kassa.event.entity.Event;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as answered; what it has not is left out.
 *
 * @param late only where true
 * @param data what it is about, as the merchant's API shows it now
 */
public record EventJson(
    UUID id,
    String type,
    Integer sequence,
    UUID paymentId,
    UUID objectId,
    Instant createdAt,
    Boolean late,
    JsonObject data) {
  static EventJson of(EventView view) {
    Event event = view.event();
    return new EventJson(
        event.id(),
        event.type(),
        event.sequence(),
        event.paymentId(),
        event.objectId(),
        event.createdAt(),
        event.late() ? true : null,
        view.data());
  }
}
