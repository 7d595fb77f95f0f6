package io.kassa.client.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON object as the server sent it. Members that this version does not know stay in it; one that
 * is asked for and has another type than the contract's is an {@link IllegalArgumentException}.
 */
public final class Members {
  private final JsonObject json;

  private Members(JsonObject json) {
    this.json = json;
  }

  /**
   * The object in this text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Members parse(String text) {
    try {
      JsonElement element = JsonParser.parseString(text);
      if (element.isJsonObject()) {
        return new Members(element.getAsJsonObject());
      }
    } catch (JsonParseException notJson) {
      throw new IllegalArgumentException("no JSON", notJson);
    }
    throw new IllegalArgumentException("no JSON object");
  }

  /** Whether there is such a member that is not null. */
  public boolean has(String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  /** A member that is always there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> new IllegalArgumentException("no member " + name));
  }

  /** A member that may be absent. */
  public Optional<String> optionalText(String name) {
    return optional(name, value -> primitive(name, value).getAsString());
  }

  /** An integer, never a rounded one. */
  public long integer(String name) {
    return optionalInteger(name)
        .orElseThrow(() -> new IllegalArgumentException("no member " + name));
  }

  /** An integer that may be absent. */
  public Optional<Long> optionalInteger(String name) {
    return optional(
        name,
        value -> {
          try {
            return primitive(name, value).getAsBigDecimal().longValueExact();
          } catch (ArithmeticException | NumberFormatException notInteger) {
            throw new IllegalArgumentException(name + " is no integer", notInteger);
          }
        });
  }

  /** A flag; false if it is absent. */
  public boolean flag(String name) {
    return optional(name, value -> primitive(name, value).getAsBoolean()).orElse(false);
  }

  /** A time that is always there. */
  public Instant time(String name) {
    return optionalTime(name).orElseThrow(() -> new IllegalArgumentException("no member " + name));
  }

  /** A time that may be absent. */
  public Optional<Instant> optionalTime(String name) {
    try {
      return optionalText(name).map(Instant::parse);
    } catch (DateTimeException notTime) {
      throw new IllegalArgumentException(name + " is no time", notTime);
    }
  }

  /** An object that may be absent. */
  public Optional<Members> object(String name) {
    return optional(
        name,
        value -> {
          if (!value.isJsonObject()) {
            throw new IllegalArgumentException(name + " is no object");
          }
          return new Members(value.getAsJsonObject());
        });
  }

  /** The objects of an array; empty if it is absent. */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (JsonElement element : array(name)) {
      if (!element.isJsonObject()) {
        throw new IllegalArgumentException(name + " holds what is no object");
      }
      objects.add(new Members(element.getAsJsonObject()));
    }
    return List.copyOf(objects);
  }

  /** The texts of an array; empty if it is absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    array(name).forEach(element -> texts.add(primitive(name, element).getAsString()));
    return List.copyOf(texts);
  }

  /** An object of texts; empty if it is absent. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .ifPresent(
            object ->
                object
                    .json
                    .entrySet()
                    .forEach(
                        e -> texts.put(e.getKey(), primitive(name, e.getValue()).getAsString())));
    return Map.copyOf(texts);
  }

  /** The same object without these members. */
  public Members without(String... names) {
    JsonObject rest = json.deepCopy();
    for (String name : names) {
      rest.remove(name);
    }
    return new Members(rest);
  }

  /** The same object with this text. */
  public Members withText(String name, String value) {
    JsonObject more = json.deepCopy();
    more.addProperty(name, value);
    return new Members(more);
  }

  private JsonArray array(String name) {
    return optional(
            name,
            value -> {
              if (!value.isJsonArray()) {
                throw new IllegalArgumentException(name + " is no array");
              }
              return value.getAsJsonArray();
            })
        .orElseGet(JsonArray::new);
  }

  private <T> Optional<T> optional(String name, Function<JsonElement, T> read) {
    return has(name) ? Optional.of(read.apply(json.get(name))) : Optional.empty();
  }

  private static JsonPrimitive primitive(String name, JsonElement value) {
    if (!value.isJsonPrimitive()) {
      throw new IllegalArgumentException(name + " is no single value");
    }
    return value.getAsJsonPrimitive();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Members && ((Members) other).json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The object as JSON. */
  @Override
  public String toString() {
    return json.toString();
  }
}
