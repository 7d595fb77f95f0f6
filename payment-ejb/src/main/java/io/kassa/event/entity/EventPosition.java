package io.kassa.event.entity;

import java.util.UUID;

/**
 * Where a reader is: behind this event.
 *
 * @param transaction the number of the transaction that wrote it, at least 0
 * @param id the event's id
 */
public record EventPosition(long transaction, UUID id) {
  /** Before the first event. */
  public static final EventPosition START = new EventPosition(0, new UUID(0, 0));
}
