package io.kassa.web.platform;

import io.kassa.failure.PaymentException;
import io.kassa.invoice.entity.SequencePosition;
import io.kassa.invoice.entity.Series;
import java.nio.ByteBuffer;
import java.util.UUID;

/** A position in a merchant's series of invoices, spelled like any other {@link Cursor}. */
public final class SequenceCursor {
  private static final String LIST = "invoices/";
  private static final long PER_YEAR = 1_000_000_000_000L;
  private static final UUID NO_ID = new UUID(0, 0);

  private SequenceCursor() {}

  /** The cursor as it is handed out. */
  public static String text(SequencePosition position, Series series, UUID merchantId) {
    return Cursor.spelled(
        LIST + series, merchantId, position.year() * PER_YEAR + position.number(), NO_ID);
  }

  /**
   * The position that {@link #text} spelled for the same series and merchant.
   *
   * @param text null for the first page
   * @throws PaymentException INVALID_REQUEST on the field {@code cursor} for any other text
   */
  public static SequencePosition parse(String text, Series series, UUID merchantId) {
    if (text == null) {
      return SequencePosition.START;
    }
    ByteBuffer content = Cursor.content(text);
    if (content != null) {
      long number = content.getLong();
      SequencePosition position =
          new SequencePosition((int) (number / PER_YEAR), number % PER_YEAR);
      // only the one spelling that was handed out, tag included
      if (text(position, series, merchantId).equals(text)) {
        return position;
      }
    }
    throw PaymentException.invalid("cursor", "is not a cursor of this list");
  }
}
