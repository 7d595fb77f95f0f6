package io.kassa.channel.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;

/** Settings as the JSON text that a row keeps. */
final class SettingsText {
  private SettingsText() {}

  static String of(Map<String, String> settings) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    new TreeMap<>(settings).forEach(json::add);
    return json.build().toString();
  }

  /** What {@link #of} wrote, by name. */
  static Map<String, String> read(String json) {
    Map<String, String> settings = new TreeMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      object.keySet().forEach(name -> settings.put(name, object.getString(name)));
    }
    return settings;
  }
}
