package io.kassa.web.platform;

import io.kassa.event.entity.EventPosition;
import io.kassa.failure.PaymentException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** A position among a merchant's events, spelled like any other {@link Cursor}. */
public final class EventCursor {
  private static final String LIST = "events";

  private EventCursor() {}

  /** The cursor as it is handed out. */
  public static String text(EventPosition position, UUID merchantId) {
    return Cursor.spelled(LIST, merchantId, position.transaction(), position.id());
  }

  /**
   * The position that {@link #text} spelled for the same merchant.
   *
   * @param text null for the first page
   * @throws PaymentException INVALID_REQUEST on the field {@code cursor} for any other text
   */
  public static EventPosition parse(String text, UUID merchantId) {
    if (text == null) {
      return EventPosition.START;
    }
    ByteBuffer content = Cursor.content(text);
    if (content != null) {
      long transaction = content.getLong();
      EventPosition position =
          new EventPosition(transaction, new UUID(content.getLong(), content.getLong()));
      // only the one spelling that was handed out, tag included
      if (transaction >= 0 && text(position, merchantId).equals(text)) {
        return position;
      }
    }
    throw PaymentException.invalid("cursor", "is not a cursor of this list");
  }
}
