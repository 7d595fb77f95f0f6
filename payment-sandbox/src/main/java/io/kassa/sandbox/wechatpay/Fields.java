package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.http.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads members of a body and refuses what WeChat Pay refuses. */
final class Fields {

  private static final int LONGEST_URL = 256;

  private final JsonObject object;
  private final String at;

  Fields(JsonObject object, String at) {
    this.object = object;
    this.at = at;
  }

  static JsonObject body(String text) {
    return Json.object(text)
        .orElseThrow(() -> new ApiException(400, "PARAM_ERROR", "请求体不是合法的JSON"));
  }

  /**
   * Refuses members that are not in the shape.
   *
   * @param shape the names of the members, and of their members where they are objects
   */
  static void known(JsonObject object, Map<String, ?> shape, String at) {
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      String name = at + member.getKey();
      if (!shape.containsKey(member.getKey())) {
        throw ApiException.parameter(name, "unknown field");
      }
      if (shape.get(member.getKey()) instanceof Map<?, ?> inner
          && member.getValue() instanceof JsonObject value) {
        Map<String, Object> names = new java.util.HashMap<>();
        inner.forEach((key, more) -> names.put(String.valueOf(key), more));
        known(value, names, name + "/");
      }
    }
  }

  String text(String name, Pattern form) {
    String value = Json.text(object, name).orElseThrow(() -> missing(name));
    if (!form.matcher(value).matches()) {
      throw ApiException.parameter(at + name, "does not match the rule of this field");
    }
    return value;
  }

  String text(String name, int longest) {
    String value = Json.text(object, name).orElseThrow(() -> missing(name));
    if (value.isEmpty() || value.codePointCount(0, value.length()) > longest) {
      throw ApiException.parameter(at + name, "1 to " + longest + " characters");
    }
    return value;
  }

  /** Empty if it is not there. */
  String optional(String name, int longest) {
    return object.containsKey(name) ? text(name, longest) : "";
  }

  long positive(String name) {
    return Json.whole(object, name)
        .filter(value -> value > 0)
        .orElseThrow(() -> ApiException.parameter(at + name, "an integer of 1 or more"));
  }

  /** An absolute address of http or https without a query, as callbacks need it. */
  String url(String name) {
    String value = text(name, LONGEST_URL);
    if (!value.matches("https?://[^\\s?#]+") || URI.create(value).getHost() == null) {
      throw ApiException.parameter(at + name, "an absolute address without a query");
    }
    return value;
  }

  Fields member(String name) {
    return memberIfThere(name).orElseThrow(() -> missing(name));
  }

  Optional<Fields> memberIfThere(String name) {
    return Json.member(object, name).map(member -> new Fields(member, at + name + "/"));
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  private ApiException missing(String name) {
    return ApiException.parameter(at + name, "missing or of another type");
  }
}
