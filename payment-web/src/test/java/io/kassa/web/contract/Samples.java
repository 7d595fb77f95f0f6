package io.kassa.web.contract;

import io.kassa.channel.Scene;
import io.kassa.payment.entity.PaymentState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers with every component present. */
final class Samples {
  /** Components whose type alone does not tell what may stand there. */
  private static final Map<String, Object> KNOWN =
      Map.ofEntries(
          Map.entry("currency", "CNY"),
          Map.entry("country", "CN"),
          Map.entry("electronicAddress", "0088:4012345000009"),
          Map.entry("href", "https://pay.example/x"),
          Map.entry("checkoutUrl", "https://pay.example/x"),
          Map.entry("returnUrl", "https://shop.example/x"),
          Map.entry("sha256", "0".repeat(64)),
          Map.entry("factsSha256", "0".repeat(64)),
          Map.entry("InvoiceJson.status", "ISSUED"),
          Map.entry("CreditNoteJson.status", "ISSUED"),
          Map.entry("CreditNoteRefJson.status", "ISSUED"),
          Map.entry("ConfirmationJson.status", PaymentState.SUCCEEDED),
          Map.entry("actorKind", "operator"),
          Map.entry("scopes", List.of("read")),
          Map.entry("scenes", List.of(Scene.NATIVE)),
          Map.entry("ProcessingJson.status", PaymentState.PROCESSING),
          Map.entry("notifyUrl", "https://pay.example/x"),
          Map.entry("url", "https://shop.example/x"),
          Map.entry("CredentialJson.id", "kc_" + "0".repeat(20)));

  private Samples() {}

  /** A record of this type, {@code T} in it standing for {@code element}. */
  static Object of(Class<?> record, Type element) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      types[i] = components[i].getType();
      Object known = KNOWN.getOrDefault(record.getSimpleName() + "." + name, KNOWN.get(name));
      values[i] = known != null ? known : value(components[i].getGenericType(), element);
    }
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(record.toString(), impossible);
    }
  }

  private static Object value(Type type, Type element) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class
          ? Map.of("name", "https://pay.example/x")
          : List.of(value(generic.getActualTypeArguments()[0], element));
    }
    if (!(type instanceof Class<?> plain)) {
      return value(element, element);
    }
    if (plain.isRecord()) {
      return of(plain, element);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    return scalar(plain);
  }

  private static Object scalar(Class<?> type) {
    if (type == JsonObject.class) {
      return Json.createObjectBuilder().add("id", "x").build();
    }
    if (type == LocalDate.class) {
      return LocalDate.parse("2036-12-31");
    }
    Map<Class<?>, Object> scalars =
        Map.of(
            String.class,
            "text",
            UUID.class,
            new UUID(1, 2),
            Instant.class,
            Instant.parse("2026-11-23T09:00:00.123456Z"),
            long.class,
            7L,
            Long.class,
            7L,
            int.class,
            7,
            Integer.class,
            7,
            boolean.class,
            true,
            Boolean.class,
            true);
    if (!scalars.containsKey(type)) {
      throw new IllegalStateException("say here what a " + type + " may be");
    }
    return scalars.get(type);
  }
}
