package io.kassa.client.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;

/** A JSON object on its way to the server; unchangeable, each {@code with} makes another. */
public final class Body {
  /** An object without members. */
  public static final Body EMPTY = new Body(new JsonObject());

  private final JsonObject json;

  private Body(JsonObject json) {
    this.json = json;
  }

  /** With this text; null leaves it as it is. */
  public Body with(String name, String value) {
    return value == null ? this : with(name, new JsonPrimitive(value));
  }

  /** With this number; null leaves it as it is. */
  public Body with(String name, Number value) {
    return value == null ? this : with(name, new JsonPrimitive(value));
  }

  /** With this object; null leaves it as it is. */
  public Body with(String name, Body value) {
    return value == null ? this : with(name, value.json);
  }

  /** With this object of texts. */
  public Body with(String name, Map<String, String> values) {
    JsonObject object = new JsonObject();
    values.forEach(object::addProperty);
    return with(name, object);
  }

  /** With these objects. */
  public Body with(String name, List<Body> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(value.json));
    return with(name, array);
  }

  private Body with(String name, JsonElement value) {
    JsonObject next = json.deepCopy();
    next.add(name, value);
    return new Body(next);
  }

  /** The object as JSON. */
  @Override
  public String toString() {
    return json.toString();
  }
}
