package io.kassa.web.json;

import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How one JSON value becomes one Java value. The list of shapes is the list of what a body may
 * hold.
 */
sealed interface Shape permits RecordShape, Shape.Nested, ListShape, TextMapShape, ScalarShape {

  /**
   * Reads the value that begins with {@code event}, which is not {@code VALUE_NULL}, up to its end.
   *
   * @return the value; null when it was refused and noted
   */
  Object read(Reading in, Event event, Place place);

  /**
   * The shape for a record component's type.
   *
   * @throws IllegalStateException for a type that no body may hold: a mistake in the record
   */
  static Shape of(Type type) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListShape(of(arguments[0]));
      }
      if (generic.getRawType() == Map.class
          && arguments[0] == String.class
          && arguments[1] == String.class) {
        return new TextMapShape();
      }
    }
    throw new IllegalStateException("no JSON shape for " + type);
  }

  private static Shape ofClass(Class<?> type) {
    if (type == String.class) {
      return new ScalarShape.Text();
    }
    if (type == long.class || type == Long.class) {
      return new ScalarShape.LongInteger();
    }
    if (type == int.class || type == Integer.class) {
      return new ScalarShape.ShortInteger();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new ScalarShape.Flag();
    }
    if (type == BigDecimal.class) {
      return new ScalarShape.Decimal();
    }
    if (type == UUID.class) {
      return new ScalarShape.Id();
    }
    if (type == Instant.class) {
      return new ScalarShape.Time();
    }
    if (type == LocalDate.class) {
      return new ScalarShape.Day();
    }
    if (type.isEnum()) {
      return ScalarShape.Constant.of(type);
    }
    if (type.isRecord()) {
      return new Nested(type);
    }
    throw new IllegalStateException("no JSON shape for " + type);
  }

  /** A record inside another; looked up when it is read, so that a record may hold its own kind. */
  record Nested(Class<?> type) implements Shape {
    @Override
    public Object read(Reading in, Event event, Place place) {
      return RecordShape.of(type).read(in, event, place);
    }
  }
}
