package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What time a node has: the id that it gives to a payment begins with it (RFC 9562, version 7). */
final class ServerTime {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private ServerTime() {}

  /** Waits until a node's clock is so far ahead of this machine's. */
  static void awaitAhead(NodeHandle node, Merchant merchant, Duration ahead) {
    Awaitility.await("the clock of " + node + " is ahead by " + ahead)
        .atMost(LIMIT)
        .until(() -> ahead(node, merchant).minus(ahead).abs().compareTo(TOLERANCE) < 0);
  }

  private static Duration ahead(NodeHandle node, Merchant merchant)
      throws IOException, InterruptedException {
    String body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(node.apiBase() + "/payments"))
                    .header("Authorization", merchant.authorization())
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"orderId\":\"%s\",\"amount\":1,\"currency\":\"CNY\"}"
                                .formatted(UUID.randomUUID())))
                    .build(),
                BodyHandlers.ofString())
            .body();
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      UUID id = UUID.fromString(reader.readObject().getString("id"));
      long millis = id.getMostSignificantBits() >>> Short.SIZE;
      return Duration.between(Instant.now(), Instant.ofEpochMilli(millis));
    }
  }
}
