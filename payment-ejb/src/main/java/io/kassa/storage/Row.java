package io.kassa.storage;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One row of a native statement; columns count from 0. A null column is a null value. */
public final class Row {
  private final Object[] columns;

  /** A row as JPA returns it. */
  public Row(Object[] columns) {
    this.columns = columns;
  }

  public UUID uuid(int column) {
    Object value = columns[column];
    return value == null || value instanceof UUID
        ? (UUID) value
        : UUID.fromString(value.toString());
  }

  public String text(int column) {
    return (String) columns[column];
  }

  /** A number that is not null. */
  public long number(int column) {
    return ((Number) columns[column]).longValue();
  }

  /** A boolean that is not null. */
  public boolean flag(int column) {
    return (Boolean) columns[column];
  }

  public byte[] bytes(int column) {
    return (byte[]) columns[column];
  }

  /** A time, microseconds. */
  public Instant time(int column) {
    Object value = columns[column];
    if (value instanceof OffsetDateTime at) {
      return at.toInstant();
    }
    return value == null ? null : ((Timestamp) value).toInstant();
  }

  public boolean isNull(int column) {
    return columns[column] == null;
  }
}
