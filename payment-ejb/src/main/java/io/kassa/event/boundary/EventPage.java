package io.kassa.event.boundary;

import io.kassa.event.entity.EventPosition;
import java.util.List;

/**
 * Some events of a merchant, oldest first.
 *
 * @param events may be empty though others follow: those that were passed over had another type
 * @param next where a reader goes on, now or later
 */
public record EventPage(List<EventView> events, EventPosition next) {}
