package io.kassa.sandbox.control;

import io.kassa.sandbox.fault.Conduct;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.fault.RandomFaults;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The sandbox's conduct, read and written. What a body leaves out stays. */
final class ConductJson {

  private static final Set<String> NAMES =
      Set.of(
          "timeFactor",
          "slowMillis",
          "timeoutMillis",
          "lateCallbackMillis",
          "payerMillis",
          "autoPay",
          "fault",
          "randomFaults",
          "signCallbacksWith",
          "billsOfToday",
          "clear",
          "reset",
          "rotateCertificates");

  private final JsonObject body;

  private ConductJson(JsonObject body) {
    this.body = body;
  }

  static JsonObject of(Conduct conduct) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("timeFactor", conduct.timeFactor())
            .add("slowMillis", conduct.slow().toMillis())
            .add("timeoutMillis", conduct.timeout().toMillis())
            .add("lateCallbackMillis", conduct.lateCallback().toMillis())
            .add("payerMillis", conduct.payerDelay().toMillis())
            .add("autoPay", conduct.autoPay())
            .add("fault", conduct.fault().name())
            .add("signCallbacksWith", conduct.certificates() ? "CERTIFICATE" : "PUBLIC_KEY")
            .add("billsOfToday", conduct.billsOfToday());
    conduct
        .random()
        .ifPresentOrElse(
            random ->
                json.add(
                    "randomFaults",
                    Json.createObjectBuilder()
                        .add("seed", random.seed())
                        .add("rate", random.rate())),
            () -> json.addNull("randomFaults"));
    return json.build();
  }

  /**
   * The conduct with these changes.
   *
   * @throws IllegalArgumentException if a member is not known or its value is of no use
   */
  static Conduct changed(Conduct from, JsonObject body) {
    for (String name : body.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown: " + name);
      }
    }
    Conduct now = JsonValue.TRUE.equals(body.get("reset")) ? Conduct.ORDINARY : from;
    ConductJson changes = new ConductJson(body);
    return new Conduct(
        changes.factor(now.timeFactor()),
        changes.millis("slowMillis", now.slow()),
        changes.millis("timeoutMillis", now.timeout()),
        changes.millis("lateCallbackMillis", now.lateCallback()),
        changes.millis("payerMillis", now.payerDelay()),
        changes.flag("autoPay", now.autoPay()),
        Fault.valueOf(changes.text("fault", now.fault().name())),
        changes.random(now.random()),
        changes
            .text("signCallbacksWith", now.certificates() ? "CERTIFICATE" : "PUBLIC_KEY")
            .equals("CERTIFICATE"),
        changes.flag("billsOfToday", now.billsOfToday()));
  }

  private double factor(double otherwise) {
    double factor =
        body.get("timeFactor") instanceof JsonNumber number ? number.doubleValue() : otherwise;
    if (!(factor > 0)) {
      throw new IllegalArgumentException("timeFactor is more than 0");
    }
    return factor;
  }

  private Duration millis(String name, Duration otherwise) {
    if (!body.containsKey(name)) {
      return otherwise;
    }
    return io.kassa.sandbox.http.Json.whole(body, name)
        .filter(millis -> millis >= 0)
        .map(Duration::ofMillis)
        .orElseThrow(() -> new IllegalArgumentException(name + " is a number of milliseconds"));
  }

  private boolean flag(String name, boolean otherwise) {
    return body.containsKey(name) ? JsonValue.TRUE.equals(body.get(name)) : otherwise;
  }

  private String text(String name, String otherwise) {
    return body.get(name) instanceof JsonString text ? text.getString() : otherwise;
  }

  private Optional<RandomFaults> random(Optional<RandomFaults> otherwise) {
    if (!body.containsKey("randomFaults")) {
      return otherwise;
    }
    if (!(body.get("randomFaults") instanceof JsonObject random)) {
      return Optional.empty();
    }
    return Optional.of(
        new RandomFaults(
            random.getJsonNumber("seed").longValueExact(),
            random.getJsonNumber("rate").doubleValue()));
  }
}
