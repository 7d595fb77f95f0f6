package io.kassa.storage;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@link Instant} as {@code timestamptz}, microseconds; without it EclipseLink stores bytes. */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<Instant, Timestamp> {
  @Override
  public Timestamp convertToDatabaseColumn(Instant at) {
    return at == null ? null : Timestamp.from(at.truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public Instant convertToEntityAttribute(Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
