package io.kassa.channel;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** An id as the 32 lower-case hex digits that providers accept as an order number, and back. */
public final class OrderNumber {
  private static final int DIGITS = 32;
  private static final int HALF = 16;
  private static final int HEX = 16;

  private OrderNumber() {}

  /** The number of an id. */
  public static String of(UUID id) {
    return id.toString().replace("-", "");
  }

  /** The id of a number; empty for anything that {@link #of} does not write. */
  public static Optional<UUID> parse(String number) {
    if (number == null
        || number.length() != DIGITS
        || !number.equals(number.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    try {
      UUID id =
          new UUID(
              Long.parseUnsignedLong(number.substring(0, HALF), HEX),
              Long.parseUnsignedLong(number.substring(HALF), HEX));
      return of(id).equals(number) ? Optional.of(id) : Optional.empty();
    } catch (NumberFormatException notHex) {
      return Optional.empty();
    }
  }
}
