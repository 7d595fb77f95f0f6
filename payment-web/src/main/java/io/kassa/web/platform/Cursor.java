package io.kassa.web.platform;

import io.kassa.failure.PaymentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * The last item of a page, from where the next one goes on: its creation and its id. Spelled
 * base64url, it also names its list and the list's owner, so that a cursor of another list or
 * merchant is refused instead of skipping items silently. It is no secret and no permission: the
 * query behind it asks for the owner again.
 *
 * @param createdAt in whole microseconds, not before 2000, and before 2200; never null
 * @param id the item's id, never null
 */
public record Cursor(Instant createdAt, UUID id) {
  private static final byte FORMAT = 1;
  private static final int TAG_BYTES = 8;
  private static final int BYTES = 1 + TAG_BYTES + Long.BYTES + 2 * Long.BYTES;

  /** Times that no item has; a database may not even be able to hold them. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Well before 2262, where java.time fails to count microseconds. */
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** Refuses by IllegalArgumentException what could not be read again. */
  public Cursor {
    if (createdAt.isBefore(EARLIEST)
        || !createdAt.isBefore(LATEST)
        || !createdAt.equals(createdAt.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("no cursor at " + createdAt);
    }
  }

  /**
   * The cursor as it is handed out.
   *
   * @param list the list's name, as {@code payments}
   * @param owner whose list it is; the nil UUID for a list that belongs to no merchant
   */
  public String text(String list, UUID owner) {
    return spelled(list, owner, ChronoUnit.MICROS.between(Instant.EPOCH, createdAt), id);
  }

  /** A number and an id as a cursor of this list and owner. */
  static String spelled(String list, UUID owner, long number, UUID id) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .put(FORMAT)
            .put(tag(list, owner))
            .putLong(number)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The number and the id of a spelling, after the tag; null if it is none. */
  static ByteBuffer content(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return bytes.remaining() == BYTES ? bytes.position(1 + TAG_BYTES) : null;
    } catch (IllegalArgumentException noCursor) {
      return null;
    }
  }

  /**
   * The cursor that {@link #text} spelled for the same list and owner.
   *
   * @throws PaymentException INVALID_REQUEST on the field {@code cursor} for any other text
   */
  public static Cursor parse(String text, String list, UUID owner) {
    Cursor cursor = decode(text);
    // only the one spelling that was handed out, tag included
    if (cursor == null || !cursor.text(list, owner).equals(text)) {
      throw PaymentException.invalid("cursor", "is not a cursor of this list");
    }
    return cursor;
  }

  private static Cursor decode(String text) {
    ByteBuffer bytes = content(text);
    if (bytes == null) {
      return null;
    }
    try {
      long micros = bytes.getLong();
      Instant createdAt = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      return new Cursor(createdAt, new UUID(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException noCursor) {
      return null;
    }
  }

  private static byte[] tag(String list, UUID owner) {
    try {
      byte[] label = (list + '/' + owner).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(label);
      return Arrays.copyOf(digest, TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
