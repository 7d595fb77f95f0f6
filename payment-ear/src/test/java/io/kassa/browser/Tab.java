package io.kassa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** One tab, as a person sees it and as its devices are. */
final class Tab implements AutoCloseable {
  static final String ANDROID =
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";
  static final String LINUX =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonObject NOTHING = JsonObject.EMPTY_JSON_OBJECT;

  private final Wire wire;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  Tab(Wire wire) {
    this.wire = wire;
    wire.listen(this::note);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      wire.call(domain + ".enable", NOTHING);
    }
  }

  private void note(JsonObject event) {
    JsonObject parameters = event.getJsonObject("params");
    switch (event.getString("method")) {
      case "Runtime.exceptionThrown" ->
          complaints.add(parameters.getJsonObject("exceptionDetails").toString());
      case "Log.entryAdded" -> {
        JsonObject entry = parameters.getJsonObject("entry");
        // an answer of 4xx is no complaint of the page: the API refuses, and the page says so
        if (!entry.getString("source").equals("network")) {
          complaints.add(entry.toString());
        }
      }
      case "Network.requestWillBeSent" ->
          requests.add(parameters.getJsonObject("request").getString("url"));
      default -> {}
    }
  }

  /** A phone of 360 by 740 that speaks this language. */
  Tab asPhone(String language) {
    return as(360, 740, true, ANDROID, language);
  }

  /** A desktop of 1440 by 900 that speaks this language. */
  Tab asDesktop(String language) {
    return as(1440, 900, false, LINUX, language);
  }

  /** A window in which a server's console fits, and its picture is small. */
  Tab asConsole() {
    return as(1440, 780, false, LINUX, "en");
  }

  /** A phone on which the page is open inside WeChat. */
  Tab asWeChat(String language) {
    return as(360, 740, true, ANDROID + " MicroMessenger/8.0.49", language);
  }

  /** A phone on which the page is open inside Alipay. */
  Tab asAlipay(String language) {
    return as(360, 740, true, ANDROID + " AlipayClient/10.5.80", language);
  }

  private Tab as(int width, int height, boolean mobile, String userAgent, String language) {
    wire.call(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", mobile)
            .build());
    wire.call(
        "Emulation.setUserAgentOverride",
        Json.createObjectBuilder()
            .add("userAgent", userAgent)
            .add("acceptLanguage", language)
            .build());
    return this;
  }

  Tab dark(boolean dark) {
    JsonObject scheme =
        Json.createObjectBuilder()
            .add("name", "prefers-color-scheme")
            .add("value", dark ? "dark" : "light")
            .build();
    wire.call(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder().add("features", Json.createArrayBuilder().add(scheme)).build());
    return this;
  }

  Tab network(boolean there) {
    wire.call(
        "Network.emulateNetworkConditions",
        Json.createObjectBuilder()
            .add("offline", !there)
            .add("latency", 0)
            .add("downloadThroughput", -1)
            .add("uploadThroughput", -1)
            .build());
    return this;
  }

  Tab open(String url) {
    wire.call("Page.navigate", Json.createObjectBuilder().add("url", url).build());
    return this;
  }

  Tab reload() {
    wire.call("Page.reload", NOTHING);
    return this;
  }

  /** Answers requests to what the pattern names, where the function has an answer. */
  Tab stub(String pattern, Function<JsonObject, Optional<Stubbed>> answers) {
    wire.listen(
        event -> {
          if (event.getString("method").equals("Fetch.requestPaused")) {
            JsonObject paused = event.getJsonObject("params");
            answer(paused, answers.apply(paused.getJsonObject("request")));
          }
        });
    wire.call(
        "Fetch.enable",
        Json.createObjectBuilder()
            .add(
                "patterns",
                Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("urlPattern", pattern)))
            .build());
    return this;
  }

  /** An answer that no server gave. */
  record Stubbed(int status, String type, String body) {}

  private void answer(JsonObject paused, Optional<Stubbed> stubbed) {
    JsonObjectBuilder answer =
        Json.createObjectBuilder().add("requestId", paused.getString("requestId"));
    if (stubbed.isEmpty()) {
      wire.tell("Fetch.continueRequest", answer.build());
      return;
    }
    byte[] body = stubbed.get().body().getBytes(StandardCharsets.UTF_8);
    JsonObject type =
        Json.createObjectBuilder()
            .add("name", "Content-Type")
            .add("value", stubbed.get().type())
            .build();
    wire.tell(
        "Fetch.fulfillRequest",
        answer
            .add("responseCode", stubbed.get().status())
            .add("responseHeaders", Json.createArrayBuilder().add(type))
            .add("body", Base64.getEncoder().encodeToString(body))
            .build());
  }

  /** The value of a script, as text; a promise is waited for. */
  String script(String expression) {
    JsonObject answer =
        wire.call(
            "Runtime.evaluate",
            Json.createObjectBuilder()
                .add("expression", expression)
                .add("awaitPromise", true)
                .add("returnByValue", true)
                .build());
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    JsonValue value = answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  /** Clicks what the selector names, once it is there to be clicked. */
  Tab click(String selector) {
    until("document.querySelector('%s')?.checkVisibility() === true".formatted(selector), "true");
    script("document.querySelector('%s').click()".formatted(selector));
    return this;
  }

  Tab press(String key, int code) {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObjectBuilder event =
          Json.createObjectBuilder()
              .add("type", type)
              .add("key", key)
              .add("code", key)
              .add("windowsVirtualKeyCode", code);
      if (type.equals("keyDown") && key.equals("Enter")) {
        event.add("text", "\r");
      }
      wire.call("Input.dispatchKeyEvent", event.build());
    }
    return this;
  }

  /** Waits until the script has this value. */
  Tab until(String expression, String value) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(script(expression)).isEqualTo(value));
    return this;
  }

  /** Everything that can be read on it. */
  String text() {
    return script("document.body.innerText");
  }

  /**
   * Asserts that axe-core finds nothing: WCAG 2.2 to level AA, and what it calls best practice. The
   * page's policy does not bind what the DevTools run.
   */
  Tab axe() {
    script(Axe.SCRIPT + "\n;null");
    assertThat(script(Axe.RUN)).as("what axe-core finds on %s", script("location.href")).isEmpty();
    return this;
  }

  /** What the page itself complained about: exceptions, refused by its policy, warnings. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The addresses of all requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Keeps a picture below {@code target/screenshots}. */
  byte[] picture(String name) throws IOException {
    String base64 =
        wire.call("Page.captureScreenshot", Json.createObjectBuilder().add("format", "png").build())
            .getString("data");
    byte[] png = Base64.getDecoder().decode(base64);
    Path directory = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(directory.resolve(name + ".png"), png);
    return png;
  }

  @Override
  public void close() {
    wire.tell("Page.close", NOTHING);
    wire.close();
  }
}
