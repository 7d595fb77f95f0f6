package io.kassa.storage;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/**
 * A {@code uuid} column that may be null. EclipseLink 4.0's own converter throws on null; this one
 * is named on each nullable attribute (never on an id). The value travels as text, which the pool's
 * {@code stringtype=unspecified} lets PostgreSQL read as a uuid.
 */
@Converter
public class UuidConverter implements AttributeConverter<UUID, Object> {
  @Override
  public Object convertToDatabaseColumn(UUID id) {
    return id;
  }

  @Override
  public UUID convertToEntityAttribute(Object id) {
    return id == null || id instanceof UUID ? (UUID) id : UUID.fromString(id.toString());
  }
}
