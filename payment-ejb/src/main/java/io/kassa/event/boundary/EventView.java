package io.kassa.event.boundary;

import io.kassa.event.entity.Event;
import jakarta.json.JsonObject;

/**
 * An event and what it is about.
 *
 * @param data as the merchant's API shows it now
 */
public record EventView(Event event, JsonObject data) {}
