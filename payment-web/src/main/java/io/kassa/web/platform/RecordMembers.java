package io.kassa.web.platform;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

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
    for (Method accessor : ACCESSORS.get(answer.getClass())) {
      Object value = valueOf(accessor, answer);
      Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (present != null) {
        context.serialize(accessor.getName(), present, json);
      }
    }
    json.writeEnd();
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
