package io.kassa.web.json;

import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/**
 * An object whose names are a record's components. Looked up once per class. A component whose
 * field is missing is null; one of a primitive type must be there.
 *
 * <p>The record's own constructor may refuse by IllegalArgumentException, which the caller is told
 * without the exception's words, since those may repeat what was sent. It must bear null for every
 * component: constraints are judged after it.
 */
final class RecordShape implements Shape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Constructor<?> constructor;
  private final Component[] components;
  private final Map<String, Component> byName;

  private RecordShape(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    if (declared == null) {
      throw new IllegalStateException(type + " is no record");
    }
    Class<?>[] types = new Class<?>[declared.length];
    components = new Component[declared.length];
    byName = new HashMap<>(declared.length * 2);
    for (int i = 0; i < declared.length; i++) {
      types[i] = declared[i].getType();
      components[i] =
          new Component(
              i,
              declared[i].getName(),
              types[i].isPrimitive(),
              Shape.of(declared[i].getGenericType()));
      byName.put(components[i].name, components[i]);
    }
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("a record without its canonical constructor", impossible);
    }
    constructor.setAccessible(true);
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  @Override
  public Object read(Reading in, Event event, Place place) {
    if (event != Event.START_OBJECT) {
      return in.refuse(event, place, "must be an object");
    }
    Object[] values = new Object[components.length];
    boolean[] seen = new boolean[components.length];
    for (Event next = in.next(); next != Event.END_OBJECT; next = in.next()) {
      String name = in.text();
      Place at = place.member(name);
      Event value = in.next();
      Component component = byName.get(name);
      if (component == null) {
        in.refuse(value, at, "is not a field of this request");
      } else if (seen[component.index]) {
        in.refuse(value, at, "is there twice");
      } else {
        seen[component.index] = true;
        values[component.index] = in.value(component.shape, value, at);
      }
    }
    for (Component component : components) {
      if (component.required && !seen[component.index]) {
        in.note(place.member(component.name), "must be present");
      }
    }
    // after any refusal nobody will look at the record, and its constructor might stumble
    return in.hasErrors() ? null : construct(in, place, values);
  }

  private Object construct(Reading in, Place place, Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof IllegalArgumentException) {
        in.note(place, "holds values that do not go together");
        return null;
      }
      if (thrown.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(constructor.toString(), thrown);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(constructor.toString(), impossible);
    }
  }

  private record Component(int index, String name, boolean required, Shape shape) {}
}
