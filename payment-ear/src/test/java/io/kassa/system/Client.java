package io.kassa.system;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * One caller of the API.
 *
 * @param authorization the header's value; null for none
 * @param base where it calls; null for the running instance
 */
record Client(String authorization, URI base) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Client(String authorization) {
    this(authorization, null);
  }

  static Client nobody() {
    return new Client(null);
  }

  static Client basic(String name, String secret) {
    byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return new Client("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  static Client phone(String paymentKey) {
    return new Client("PaymentKey " + paymentKey);
  }

  static Client operator() {
    try {
      return basic(Instance.current().operatorUser(), Instance.current().operatorPassword());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Client auditor() {
    try {
      return basic(Instance.current().auditorUser(), Instance.current().auditorPassword());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The same caller at another node. */
  Client at(URI otherBase) {
    return new Client(authorization, otherBase);
  }

  Reply get(String path) {
    return get(path, "application/json");
  }

  Reply get(String path, String accept) {
    return send(request(path).header("Accept", accept).GET());
  }

  Reply post(String path, String json) {
    return post(path, json.getBytes(StandardCharsets.UTF_8));
  }

  Reply post(String path, byte[] json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json)));
  }

  Reply patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  Reply send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  HttpRequest.Builder request(String path) {
    URI api = base == null ? Instance.current().apiBase() : base;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path)).timeout(Duration.ofSeconds(60));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
