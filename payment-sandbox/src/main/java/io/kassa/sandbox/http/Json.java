package io.kassa.sandbox.http;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;

/** Reading JSON without surprises. */
public final class Json {

  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

  private Json() {}

  /** Empty if the text is no JSON object. */
  public static Optional<JsonObject> object(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** The text of a member; empty if it is not there or no text. */
  public static Optional<String> text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value instanceof jakarta.json.JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** The whole number of a member; empty if it is not there or no whole number of 64 bits. */
  public static Optional<Long> whole(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value instanceof jakarta.json.JsonNumber number
        && number.isIntegral()
        && number.bigIntegerValue().bitLength() < Long.SIZE) {
      return Optional.of(number.longValueExact());
    }
    return Optional.empty();
  }

  /** The object of a member; empty if it is not there or no object. */
  public static Optional<JsonObject> member(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject member ? Optional.of(member) : Optional.empty();
  }
}
