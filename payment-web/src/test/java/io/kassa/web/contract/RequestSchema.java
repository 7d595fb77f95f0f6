package io.kassa.web.contract;

import io.kassa.web.json.KnownCurrency;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The schema that a request's record amounts to: its components' types as the strict reader takes
 * them, and their constraints. A constraint that it does not know is an error, so that none is left
 * out of the contract unnoticed.
 */
final class RequestSchema {
  /** What the strict reader takes when no constraint says less. */
  private static final int MOST_ELEMENTS = 1000;

  private static final String PLAIN = "[^\\x00-\\x1f\\x7f]";
  private static final String PLAIN_LINES = "[^\\x00-\\x09\\x0b-\\x1f\\x7f]";
  private static final String VISIBLE = "[^\\x00-\\x20\\x7f]";

  private RequestSchema() {}

  static Map<String, Object> of(Class<?> record) {
    Map<String, Object> properties = new TreeMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      AnnotatedType type = field(record, component).getAnnotatedType();
      List<Annotation> constraints = List.of(field(record, component).getDeclaredAnnotations());
      properties.put(component.getName(), schema(type, constraints));
      if (component.getType().isPrimitive()
          || constraints.stream().anyMatch(c -> c instanceof NotNull || c instanceof NotBlank)) {
        required.add(component.getName());
      }
    }
    Map<String, Object> schema = new TreeMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", required.stream().sorted().toList());
    }
    return schema;
  }

  private static java.lang.reflect.Field field(Class<?> record, RecordComponent component) {
    try {
      return record.getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> schema(AnnotatedType type, List<Annotation> constraints) {
    Map<String, Object> schema = new TreeMap<>(plain(type));
    boolean text = "string".equals(schema.get("type"));
    for (Annotation constraint : constraints) {
      if (constraint instanceof Size size) {
        size(schema, size);
      } else if (constraint instanceof Pattern pattern) {
        schema.put("pattern", pattern(pattern.regexp(), constraints));
      } else if (constraint instanceof KnownCurrency) {
        schema.put("pattern", "^[A-Z]{3}$");
      } else if (constraint instanceof Email) {
        schema.put("format", "email");
      } else if (!(constraint instanceof NotNull || constraint instanceof Valid)) {
        number(schema, constraint);
      }
    }
    if (text && constraints.stream().anyMatch(NotBlank.class::isInstance)) {
      schema.put("minLength", 1);
    }
    return schema;
  }

  private static void number(Map<String, Object> schema, Annotation constraint) {
    if (constraint instanceof Min min) {
      schema.put("minimum", min.value());
    } else if (constraint instanceof Max max) {
      schema.put("maximum", max.value());
    } else if (constraint instanceof DecimalMin min) {
      schema.put("minimum", new BigDecimal(min.value()));
    } else if (constraint instanceof DecimalMax max) {
      schema.put("maximum", new BigDecimal(max.value()));
    } else if (constraint instanceof Digits digits) {
      schema.put("multipleOf", BigDecimal.ONE.movePointLeft(digits.fraction()));
    } else if (!(constraint instanceof NotBlank)) {
      throw new IllegalStateException("say here how the contract spells " + constraint);
    }
  }

  private static void size(Map<String, Object> schema, Size size) {
    String unit =
        switch ((String) schema.get("type")) {
          case "array" -> "Items";
          case "object" -> "Properties";
          default -> "Length";
        };
    if (size.min() > 0) {
      schema.put("min" + unit, size.min());
    }
    if (size.max() < Integer.MAX_VALUE) {
      schema.put("max" + unit, size.max());
    }
  }

  /**
   * Java's expression as ECMA-262 spells it; one that must not be blank holds a visible character.
   */
  private static String pattern(String regexp, List<Annotation> constraints) {
    boolean filled = constraints.stream().anyMatch(NotBlank.class::isInstance);
    String ecma = regexp.replace("[\\P{Cntrl}\\n]", PLAIN_LINES).replace("\\P{Cntrl}", PLAIN);
    return filled ? "^" + ecma + VISIBLE + ecma + "$" : "^" + ecma + "$";
  }

  private static Map<String, Object> plain(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType generic) {
      return container(generic);
    }
    Class<?> type = (Class<?>) annotated.getType();
    if (type.isRecord()) {
      return of(type);
    }
    if (type.isEnum()) {
      List<String> names =
          Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
      return Map.of("type", "string", "enum", names);
    }
    Map<Class<?>, Map<String, Object>> scalars =
        Map.of(
            String.class, Map.of("type", "string"),
            UUID.class, Map.of("type", "string", "format", "uuid"),
            Instant.class, Map.of("type", "string", "format", "date-time"),
            LocalDate.class, Map.of("type", "string", "format", "date"),
            Long.class, Map.of("type", "integer", "format", "int64"),
            Integer.class, Map.of("type", "integer", "format", "int32"),
            Boolean.class, Map.of("type", "boolean"),
            BigDecimal.class, Map.of("type", "number"));
    if (!scalars.containsKey(type)) {
      throw new IllegalStateException("say here how the contract spells " + type);
    }
    return scalars.get(type);
  }

  private static Map<String, Object> container(AnnotatedParameterizedType generic) {
    AnnotatedType[] parts = generic.getAnnotatedActualTypeArguments();
    if (((ParameterizedType) generic.getType()).getRawType() == List.class) {
      return Map.of("type", "array", "maxItems", MOST_ELEMENTS, "items", part(parts[0]));
    }
    Map<String, Object> names = new TreeMap<>(part(parts[0]));
    names.remove("type");
    return Map.of(
        "type", "object", "additionalProperties", part(parts[1]), "x-propertyNames", names);
  }

  private static Map<String, Object> part(AnnotatedType type) {
    return schema(type, List.of(type.getAnnotations()));
  }
}
