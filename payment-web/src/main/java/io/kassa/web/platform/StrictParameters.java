package io.kassa.web.platform;

import io.kassa.failure.PaymentException;
import io.kassa.web.json.CalendarDate;
import io.kassa.web.json.CanonicalUuid;
import io.kassa.web.json.Rfc3339;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;

/**
 * Path and query parameters, read as strictly as bodies. A malformed path parameter names no object
 * and is NOT_FOUND; a malformed query parameter is INVALID_REQUEST with its name. Without this, a
 * server answers 404 to both. Knows UUID, Instant, LocalDate, PageLimit and enums; numbers and
 * booleans are taken by query only; a String stays what it is. A parameter of a primitive type
 * needs a {@code DefaultValue}.
 */
@Provider
public class StrictParameters implements ParamConverterProvider {
  @Override
  public <T> ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    Function<String, ?> parser = parser(type);
    if (parser == null) {
      return null;
    }
    for (Annotation annotation : annotations) {
      if (annotation instanceof PathParam) {
        return new Strict<>(type, parser, null, null);
      }
      if (annotation instanceof QueryParam query) {
        return new Strict<>(type, parser, query.value(), expectation(type));
      }
    }
    return null;
  }

  /** Returns null, or a function that returns null for what it does not take. */
  private static Function<String, ?> parser(Class<?> type) {
    if (type == UUID.class) {
      return CanonicalUuid::parse;
    }
    if (type == Instant.class) {
      return Rfc3339::parse;
    }
    if (type == LocalDate.class) {
      return CalendarDate::parse;
    }
    if (type == PageLimit.class) {
      return PageLimit::parse;
    }
    if (type == int.class || type == Integer.class) {
      return StrictParameters::integer;
    }
    if (type == long.class || type == Long.class) {
      return StrictParameters::longInteger;
    }
    if (type == boolean.class || type == Boolean.class) {
      return text -> text.equals("true") ? (Object) true : text.equals("false") ? false : null;
    }
    if (type.isEnum()) {
      return text -> constant(type, text);
    }
    return null;
  }

  /** An integer of at most nine digits, so that it fits. */
  private static Integer integer(String text) {
    return text.matches("-?(0|[1-9][0-9]{0,8})") ? Integer.valueOf(text) : null;
  }

  /** An integer of at most eighteen digits, so that it fits. */
  private static Long longInteger(String text) {
    return text.matches("-?(0|[1-9][0-9]{0,17})") ? Long.valueOf(text) : null;
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElse(null);
  }

  private static String expectation(Class<?> type) {
    if (type == UUID.class) {
      return "must be a UUID in lower case";
    }
    if (type == Instant.class) {
      return "must be a time of RFC 3339, as 2026-01-31T23:59:59Z";
    }
    if (type == LocalDate.class) {
      return "must be a date of RFC 3339, as 2026-01-31";
    }
    if (type == PageLimit.class) {
      return "must be an integer between 1 and " + PageLimit.MAX;
    }
    if (type.isEnum()) {
      return "must be one of "
          + String.join(
              ", ", Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList());
    }
    return type == boolean.class || type == Boolean.class
        ? "must be true or false"
        : "must be an integer";
  }

  /** {@code name} null: a part of the path. */
  private record Strict<T>(
      Class<T> type, Function<String, ?> parser, String name, String expectation)
      implements ParamConverter<T> {
    @Override
    @SuppressWarnings("unchecked") // Class.cast refuses to unbox
    public T fromString(String text) {
      if (text == null) {
        // Jersey asks for absent parameters too; at this exception it takes the default
        throw new IllegalArgumentException("absent");
      }
      Object value = parser.apply(text);
      if (value != null) {
        return (T) value;
      }
      throw name == null
          ? PaymentException.notFound()
          : PaymentException.invalid(name, expectation);
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
