package io.kassa.payment.control;

import io.kassa.channel.NextAction;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** A next action as the JSON text that the attempt's row keeps, and back. */
public final class NextActionText {
  private static final String QR_CODE = "qrCode";
  private static final String APP = "app";
  private static final String REDIRECT = "redirect";

  private NextActionText() {}

  /** Null for null. */
  static String of(NextAction action) {
    if (action == null) {
      return null;
    }
    JsonObjectBuilder json = JsonFactories.BUILDERS.createObjectBuilder();
    if (action instanceof NextAction.QrCode code) {
      json.add(QR_CODE, code.text());
    } else if (action instanceof NextAction.AppInvoke app) {
      JsonObjectBuilder parameters = JsonFactories.BUILDERS.createObjectBuilder();
      new TreeMap<>(app.parameters()).forEach(parameters::add);
      json.add(APP, parameters);
    } else if (action instanceof NextAction.Redirect redirect) {
      json.add(REDIRECT, redirect.url().toString());
    }
    return json.build().toString();
  }

  /** What {@link #of} wrote; null for null. */
  public static NextAction read(String text) {
    if (text == null) {
      return null;
    }
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      if (json.containsKey(QR_CODE)) {
        return new NextAction.QrCode(json.getString(QR_CODE));
      }
      if (json.containsKey(REDIRECT)) {
        return new NextAction.Redirect(URI.create(json.getString(REDIRECT)));
      }
      JsonObject app = json.getJsonObject(APP);
      Map<String, String> parameters = new TreeMap<>();
      app.keySet().forEach(name -> parameters.put(name, app.getString(name)));
      return new NextAction.AppInvoke(parameters);
    }
  }
}
