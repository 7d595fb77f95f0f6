package io.kassa.web.platform;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a record's components in the order in which they are declared; absent ones are left out.
 * JSON-B knows no such order for records: its own is the alphabet's or none.
 */
final class RecordMembers implements JsonbSerializer<Record> {
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          Method[] accessors =
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getAccessor)
                  .toArray(Method[]::new);
          for (Method accessor : accessors) {
            accessor.setAccessible(true);
          }
          return accessors;
        }
      };

  @Override
  public void serialize(Record answer, JsonGenerator json, SerializationContext context) {
    json.writeStartObject();
    writeMembers(answer, json, context);
    json.writeEnd();
  }

  private static void writeMembers(
      Record answer, JsonGenerator json, SerializationContext context) {
    for (Method accessor : ACCESSORS.get(answer.getClass())) {
      Object value = valueOf(accessor, answer);
      Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (present != null) {
        write(accessor.getName(), present, json, context);
      }
    }
  }

  /** What answers are mostly made of is written as JSON-B would, without asking it each time. */
  private static void write(
      String name, Object value, JsonGenerator json, SerializationContext context) {
    if (value instanceof String text) {
      json.write(name, text);
    } else if (value instanceof Long || value instanceof Integer) {
      json.write(name, ((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      json.write(name, flag);
    } else if (value instanceof Enum<?> constant) {
      json.write(name, constant.name());
    } else if (value instanceof UUID || value instanceof Instant) {
      json.write(name, value.toString());
    } else if (value instanceof Record part) {
      json.writeStartObject(name);
      writeMembers(part, json, context);
      json.writeEnd();
    } else {
      context.serialize(name, value, json);
    }
  }

  private static Object valueOf(Method accessor, Record answer) {
    try {
      return accessor.invoke(answer);
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(accessor.toString(), thrown.getCause());
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(accessor.toString(), impossible);
    }
  }
}
