package io.kassa.invoice.entity;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The members of one JSON object, each taken once by name and type. Everything wrong is an {@link
 * IllegalArgumentException} that names the member, never its value.
 */
final class JsonMembers {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final int DEEPEST = 4;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.[0-9]{1,2})?");

  /** A number as it was spelled: JSON-P's conversions take 1.99 for 1 and 1e30 for anything. */
  private record NumberToken(String spelling) {}

  private record Items(List<JsonMembers> items) {}

  private final Map<String, Object> values = new HashMap<>();

  private JsonMembers() {}

  static JsonMembers parse(byte[] bytes) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(decode(bytes)))) {
      if (parser.next() != JsonParser.Event.START_OBJECT) {
        throw new IllegalArgumentException("The facts are not a JSON object");
      }
      JsonMembers root = object(parser, 1);
      if (parser.hasNext()) {
        throw new IllegalArgumentException("There is text after the facts");
      }
      return root;
    } catch (JsonException e) {
      throw new IllegalArgumentException("The facts are not JSON", e);
    }
  }

  private static String decode(byte[] bytes) {
    try {
      // a new decoder reports what String's constructor would replace
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The facts are not UTF-8", e);
    }
  }

  private static JsonMembers object(JsonParser parser, int depth) {
    requireDepth(depth);
    JsonMembers members = new JsonMembers();
    JsonParser.Event event = parser.next();
    while (event != JsonParser.Event.END_OBJECT) {
      String name = parser.getString();
      Object value = value(parser, parser.next(), depth);
      if (members.values.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("A member stands twice: " + name);
      }
      event = parser.next();
    }
    return members;
  }

  private static Items array(JsonParser parser, int depth) {
    requireDepth(depth);
    List<JsonMembers> items = new ArrayList<>();
    JsonParser.Event event = parser.next();
    while (event != JsonParser.Event.END_ARRAY) {
      if (event != JsonParser.Event.START_OBJECT) {
        throw new IllegalArgumentException("An array holds something other than objects");
      }
      items.add(object(parser, depth + 1));
      event = parser.next();
    }
    return new Items(items);
  }

  private static Object value(JsonParser parser, JsonParser.Event event, int depth) {
    return switch (event) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER -> new NumberToken(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> throw new IllegalArgumentException("A member is null");
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("The parser gave " + event + " for a value");
    };
  }

  private static void requireDepth(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("The facts are nested too deeply");
    }
  }

  boolean holds(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return take(name, String.class);
  }

  String textOrNull(String name) {
    return holds(name) ? text(name) : null;
  }

  boolean truth(String name) {
    return take(name, Boolean.class);
  }

  int integer(String name) {
    long value = longInteger(name);
    if (value != (int) value) {
      throw new IllegalArgumentException(name + " is too large");
    }
    return (int) value;
  }

  long longInteger(String name) {
    String spelling = take(name, NumberToken.class).spelling();
    if (!INTEGER.matcher(spelling).matches()) {
      throw new IllegalArgumentException(name + " is not an integer");
    }
    return Long.parseLong(spelling);
  }

  BigDecimal decimal(String name) {
    String spelling = take(name, NumberToken.class).spelling();
    if (!DECIMAL.matcher(spelling).matches()) {
      throw new IllegalArgumentException(name + " is not a rate");
    }
    return new BigDecimal(spelling);
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " is not a time", e);
    }
  }

  UUID uuid(String name) {
    String spelling = text(name);
    UUID uuid = UUID.fromString(spelling);
    // fromString also takes 1-1-1-1-1
    if (!uuid.toString().equals(spelling)) {
      throw new IllegalArgumentException(name + " is not a UUID");
    }
    return uuid;
  }

  JsonMembers object(String name) {
    return take(name, JsonMembers.class);
  }

  List<JsonMembers> list(String name) {
    return take(name, Items.class).items();
  }

  void requireEmpty() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("There are unknown members: " + values.keySet());
    }
  }

  private <T> T take(String name, Class<T> type) {
    Object value = values.remove(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + (value == null ? " is missing" : " has a wrong type"));
    }
    return type.cast(value);
  }
}
