package io.kassa.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * One thing wrong with one field of a body that is right otherwise.
 *
 * @param field the path that the refusal has to name
 * @param name what is wrong
 * @param body the whole body
 */
record Flaw(String field, String name, String body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final BigDecimal HUGE = new BigDecimal("99999999999999999999999");

  /**
   * Every flaw that the contract lets each field have: each field times what does not fit its type
   * and limits.
   *
   * @param schema of the body, references resolved
   * @param sample a body with every field that the schema knows
   */
  static List<Flaw> all(JsonNode schema, ObjectNode sample) {
    List<Flaw> flaws = new ArrayList<>();
    ofObject("", schema, sample, sample, flaws);
    return flaws;
  }

  private static void ofObject(
      String at, JsonNode schema, ObjectNode object, ObjectNode whole, List<Flaw> flaws) {
    String unknown = at + "colour";
    object.put("colour", "red");
    flaws.add(new Flaw(unknown, "unknown", whole.toString()));
    object.remove("colour");
    List<String> required =
        StreamSupport.stream(schema.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
      String name = property.getKey();
      JsonNode right = object.get(name);
      if (right == null) {
        throw new IllegalStateException("the sample has no " + at + name);
      }
      if (required.contains(name)) {
        object.remove(name);
        flaws.add(new Flaw(at + name, "missing", whole.toString()));
      }
      wrong(property.getValue(), right)
          .forEach(
              (flaw, value) -> {
                object.set(name, value);
                flaws.add(new Flaw(at + name, flaw, whole.toString()));
              });
      object.set(name, right);
      flaws.add(new Flaw(at + name, "twice", twice(object, name, whole)));
      inside(at + name, property.getValue(), right, whole, flaws);
    }
  }

  private static void inside(
      String at, JsonNode schema, JsonNode value, ObjectNode whole, List<Flaw> flaws) {
    if (schema.has("properties")) {
      ofObject(at + ".", schema, (ObjectNode) value, whole, flaws);
    } else if (schema.path("additionalProperties").isObject()) {
      ObjectNode map = (ObjectNode) value;
      ofEntries(at, schema, map, whole, flaws);
    } else if (schema.path("type").asText().equals("array")) {
      ArrayNode array = (ArrayNode) value;
      JsonNode right = array.get(0);
      wrong(schema.get("items"), right)
          .forEach(
              (flaw, wrong) -> {
                array.set(0, wrong);
                flaws.add(new Flaw(at + "[0]", flaw, whole.toString()));
              });
      array.set(0, right);
      inside(at + "[0]", schema.get("items"), right, whole, flaws);
    }
  }

  private static void ofEntries(
      String at, JsonNode schema, ObjectNode map, ObjectNode whole, List<Flaw> flaws) {
    wrong(schema.get("additionalProperties"), JSON.textNode("x"))
        .forEach(
            (flaw, wrong) -> {
              map.set("key", wrong);
              flaws.add(new Flaw(at + ".key", flaw, whole.toString()));
            });
    map.remove("key");
    String longName = "n".repeat(schema.at("/x-propertyNames/maxLength").asInt() + 1);
    for (String name : List.of("", longName)) {
      map.put(name, "x");
      flaws.add(new Flaw(at + "." + name, "name of " + name.length(), whole.toString()));
      map.remove(name);
    }
    ObjectNode right = map.deepCopy();
    for (int i = map.size(); i <= schema.get("maxProperties").asInt(); i++) {
      map.put("key" + i, "x");
    }
    flaws.add(new Flaw(at, "too many entries", whole.toString()));
    map.removeAll();
    map.setAll(right);
  }

  /** The body with one field of it written twice. */
  private static String twice(ObjectNode object, String name, ObjectNode whole) {
    String once = object.toString();
    String again = "{\"" + name + "\":" + object.get(name) + "," + once.substring(1);
    return whole.toString().replace(once, again);
  }

  /** What a value may not be, by the names of its flaws. */
  private static Map<String, JsonNode> wrong(JsonNode schema, JsonNode right) {
    Map<String, JsonNode> wrong = new LinkedHashMap<>();
    wrong.put("null", JSON.nullNode());
    wrong.put("boolean", JSON.booleanNode(true));
    switch (schema.path("type").asText()) {
      case "string" -> ofText(schema, wrong);
      case "integer", "number" -> ofNumber(schema, wrong);
      case "array" -> {
        wrong.put("object instead", JSON.objectNode());
        wrong.put("text instead", JSON.textNode("x"));
        ofCount(schema, right.get(0), wrong);
      }
      case "object" -> {
        wrong.put("array instead", JSON.arrayNode());
        wrong.put("text instead", JSON.textNode("x"));
      }
      case "boolean" -> {
        wrong.remove("boolean");
        wrong.put("text instead", JSON.textNode("true"));
        wrong.put("number instead", JSON.numberNode(1));
        wrong.put("object instead", JSON.objectNode());
      }
      default -> throw new IllegalStateException("no flaws known for " + schema);
    }
    return wrong;
  }

  private static void ofText(JsonNode schema, Map<String, JsonNode> wrong) {
    wrong.put("number instead", JSON.numberNode(7));
    wrong.put("object instead", JSON.objectNode());
    wrong.put("array instead", JSON.arrayNode().add("x"));
    wrong.put("NUL", JSON.textNode("a\0b"));
    if (schema.has("maxLength")) {
      wrong.put("too long", JSON.textNode("x".repeat(schema.get("maxLength").asInt() + 1)));
      wrong.put("far too long", JSON.textNode("x".repeat(20_000)));
    }
    if (schema.path("minLength").asInt() > 0) {
      wrong.put("empty", JSON.textNode(""));
    }
    String pattern = schema.path("pattern").asText(".*");
    for (String text : List.of(" ", "a\tb", "cny", "XXX", "javascript:x")) {
      // XXX has a currency's form and is none
      boolean currency = pattern.equals("^[A-Z]{3}$");
      if (currency || !text.matches(pattern)) {
        wrong.put("'" + text.replace('\t', '>') + "'", JSON.textNode(text));
      }
    }
    if (schema.has("enum")) {
      String constant = schema.get("enum").get(0).asText();
      wrong.put("no constant", JSON.textNode("NONE_OF_THEM"));
      wrong.put("lower case", JSON.textNode(constant.toLowerCase(java.util.Locale.ROOT)));
    }
    switch (schema.path("format").asText()) {
      case "uuid" -> wrong.put("no UUID", JSON.textNode("1-1-1-1-1"));
      case "date-time" -> wrong.put("no time", JSON.textNode("2026-02-30T00:00:00Z"));
      case "email" -> wrong.put("no address", JSON.textNode("nobody"));
      default -> {}
    }
  }

  private static void ofNumber(JsonNode schema, Map<String, JsonNode> wrong) {
    wrong.put("text instead", JSON.textNode("1"));
    wrong.put("object instead", JSON.objectNode());
    wrong.put("array instead", JSON.arrayNode().add(1));
    wrong.put("huge", JSON.numberNode(HUGE));
    wrong.put("negative", JSON.numberNode(-1));
    if (schema.get("minimum").asInt() > 0) {
      wrong.put("zero", JSON.numberNode(0));
    }
    BigDecimal above = schema.get("maximum").decimalValue().add(BigDecimal.ONE);
    wrong.put("one too many", JSON.numberNode(above));
    boolean integer = schema.get("type").asText().equals("integer");
    wrong.put("too exact", JSON.numberNode(new BigDecimal(integer ? "1.5" : "1.001")));
    wrong.put("exponent", JSON.numberNode(new BigDecimal("1E+1")));
  }

  private static void ofCount(JsonNode schema, JsonNode element, Map<String, JsonNode> wrong) {
    if (schema.path("minItems").asInt() > 0) {
      wrong.put("empty", JSON.arrayNode());
    }
    ArrayNode many = JSON.arrayNode();
    for (int i = 0; i <= schema.get("maxItems").asInt(); i++) {
      many.add(element);
    }
    wrong.put("one too many", many);
  }

  @Override
  public String toString() {
    return field + " " + name;
  }
}
