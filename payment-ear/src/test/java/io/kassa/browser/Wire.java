package io.kassa.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection of the DevTools protocol: commands with answers, and events. */
final class Wire implements WebSocket.Listener, AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  Wire(HttpClient http, URI url) {
    socket = http.newWebSocketBuilder().buildAsync(url, this).join();
  }

  /** Hears every event, on the connection's own thread. */
  void listen(Consumer<JsonObject> listener) {
    listeners.add(listener);
  }

  /** Sends a command and waits for its answer. */
  JsonObject call(String method, JsonObject parameters) {
    JsonObject answer = send(method, parameters).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    if (answer.containsKey("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.getJsonObject("result");
  }

  /** Sends a command whose answer says nothing; also from a listener, which must not wait. */
  void tell(String method, JsonObject parameters) {
    CompletableFuture<JsonObject> unused = send(method, parameters);
  }

  private CompletableFuture<JsonObject> send(String method, JsonObject parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(id, answer);
    String command =
        Json.createObjectBuilder()
            .add("id", id)
            .add("method", method)
            .add("params", parameters)
            .build()
            .toString();
    synchronized (socket) {
      socket.sendText(command, true).join();
    }
    return answer;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    text.append(part);
    if (isLast) {
      JsonObject message;
      try (JsonReader reader = Json.createReader(new StringReader(text.toString()))) {
        message = reader.readObject();
      }
      text.setLength(0);
      take(message);
    }
    from.request(1);
    return null;
  }

  private void take(JsonObject message) {
    if (message.containsKey("id")) {
      open.remove(message.getInt("id")).complete(message);
    } else {
      listeners.forEach(listener -> listener.accept(message));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
