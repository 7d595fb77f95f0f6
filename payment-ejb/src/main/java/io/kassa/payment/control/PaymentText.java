package io.kassa.payment.control;

import io.kassa.payment.entity.OrderLine;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metadata and order lines as the JSON text that the payment's row keeps. */
public final class PaymentText {
  private PaymentText() {}

  /** Null for an empty map. */
  public static String ofMetadata(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return null;
    }
    JsonObjectBuilder json = JsonFactories.BUILDERS.createObjectBuilder();
    new TreeMap<>(metadata).forEach(json::add);
    return json.build().toString();
  }

  /** The map that {@link #ofMetadata} wrote; empty for null. */
  public static Map<String, String> metadata(String json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, String> metadata = new TreeMap<>();
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      object.keySet().forEach(name -> metadata.put(name, object.getString(name)));
    }
    return metadata;
  }

  /** Null for no lines. */
  public static String ofLines(List<OrderLine> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    JsonArrayBuilder json = JsonFactories.BUILDERS.createArrayBuilder();
    lines.forEach(line -> json.add(object(line)));
    return json.build().toString();
  }

  private static JsonObjectBuilder object(OrderLine line) {
    JsonObjectBuilder json =
        JsonFactories.BUILDERS
            .createObjectBuilder()
            .add("description", line.description())
            .add("quantity", line.quantity())
            .add("unitAmount", Long.toString(line.unitAmountMinor()))
            .add("taxRate", line.taxRate().toPlainString());
    if (line.discountMinor() > 0) {
      json.add("discount", Long.toString(line.discountMinor()));
    }
    if (line.taxExemption() != null) {
      json.add("taxExemption", line.taxExemption());
    }
    return json;
  }

  /** The lines that {@link #ofLines} wrote; empty for null. */
  public static List<OrderLine> lines(String json) {
    if (json == null) {
      return List.of();
    }
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(json))) {
      JsonArray array = reader.readArray();
      return array.getValuesAs(JsonObject.class).stream()
          .map(
              line ->
                  new OrderLine(
                      line.getString("description"),
                      Integer.parseInt(line.get("quantity").toString()),
                      Long.parseLong(line.getString("unitAmount")),
                      new BigDecimal(line.getString("taxRate")),
                      Long.parseLong(line.getString("discount", "0")),
                      line.getString("taxExemption", null)))
          .toList();
    }
  }
}
