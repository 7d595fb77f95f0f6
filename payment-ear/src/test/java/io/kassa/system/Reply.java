package io.kassa.system;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the server answered. */
record Reply(HttpResponse<byte[]> response) {
  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  String body() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  JsonObject json() {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
      return reader.readObject();
    }
  }

  String text(String member) {
    return json().getString(member);
  }

  /** A problem's stable code. */
  String code() {
    return json().getString("code");
  }

  /** The fields that a problem names. */
  List<String> fields() {
    return json().getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .map(error -> error.getString("field"))
        .toList();
  }
}
