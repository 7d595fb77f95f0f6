package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * What an operator and the sandbox's payer call; merchants and phones have a client of their own.
 */
public final class Api {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** How many characters of a refusal are shown: a problem fits, a server's error page does not. */
  private static final int SHOWN = 600;

  private final HttpClient http;
  private final URI base;
  private final String authorization;

  private Api(HttpClient http, URI base, String authorization) {
    this.http = http;
    this.base = base;
    this.authorization = authorization;
  }

  /** A caller who proves nothing. */
  public static Api at(URI base) {
    return new Api(
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(), base, null);
  }

  /** An operator by the server's realm. */
  public Api as(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Api(http, base, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** An answer; its body is whatever the server sent. */
  public record Answer(String call, HttpResponse<byte[]> response) {

    /** The status of HTTP. */
    public int status() {
      return response.statusCode();
    }

    /** The bytes that came. */
    public byte[] body() {
      return response.body();
    }

    /**
     * The body as a JSON object.
     *
     * @throws IOException if it is none, or if the status is not one of these; the message carries
     *     the server's problem
     */
    public JsonObject expect(int... statuses) throws IOException {
      require(statuses);
      try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body()))) {
        return reader.readObject();
      } catch (JsonException e) {
        throw new IOException(call + " answered " + status() + " with no JSON object", e);
      }
    }

    /** The same for an answer whose body does not matter. */
    public void require(int... statuses) throws IOException {
      for (int expected : statuses) {
        if (status() == expected) {
          return;
        }
      }
      String text = new String(body(), StandardCharsets.UTF_8);
      throw new IOException(
          "%s was refused with %d: %s"
              .formatted(call, status(), text.substring(0, Math.min(text.length(), SHOWN))));
    }
  }

  /** Reads. */
  public Answer get(String path, String accept) throws IOException {
    return send("GET " + path, request(path).header("Accept", accept).GET());
  }

  /** Sends JSON under an idempotency key of its own. */
  public Answer post(String path, JsonObject body) throws IOException {
    return send(
        "POST " + path,
        request(path)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    return builder;
  }

  private Answer send(String call, HttpRequest.Builder request) throws IOException {
    try {
      return new Answer(call, http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + call, e);
    }
  }
}
