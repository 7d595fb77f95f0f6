package io.kassa.sandbox.alipay;

import io.kassa.sandbox.http.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads {@code biz_content}; members that are not known are passed over, as Alipay does. */
final class Biz {

  private static final Pattern YUAN = Pattern.compile("(?:0|[1-9][0-9]{0,8})(?:\\.[0-9]{1,2})?");
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final int SCALE = 2;

  private final JsonObject content;

  private Biz(JsonObject content) {
    this.content = content;
  }

  static Biz of(Parameters parameters) {
    return new Biz(
        Json.object(parameters.get("biz_content"))
            .orElseThrow(() -> GatewayException.parameter("biz_content")));
  }

  /** Empty if it is not there; a number counts as its text. */
  String get(String name) {
    JsonValue value = content.getOrDefault(name, JsonValue.NULL);
    if (value instanceof JsonString text) {
      return text.getString();
    }
    return value instanceof JsonNumber ? value.toString() : "";
  }

  String required(String name, int longest) {
    String value = get(name);
    if (value.isEmpty() || value.length() > longest) {
      throw GatewayException.parameter(name);
    }
    return value;
  }

  String number(String name) {
    String value = get(name);
    if (!NUMBER.matcher(value).matches()) {
      throw GatewayException.parameter(name);
    }
    return value;
  }

  /** Yuan with at most two decimals, more than zero, as minor units. */
  long yuan(String name) {
    String value = get(name);
    if (!YUAN.matcher(value).matches()) {
      throw GatewayException.parameter(name);
    }
    long minor = new BigDecimal(value).movePointRight(SCALE).longValueExact();
    if (minor == 0) {
      throw GatewayException.parameter(name);
    }
    return minor;
  }
}
