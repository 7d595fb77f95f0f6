package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** What time a node has, by the header {@code Date} of its answers. */
final class ServerTime {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private ServerTime() {}

  /** Waits until a node's clock is so far ahead of this machine's. */
  static void awaitAhead(NodeHandle node, Duration ahead) {
    Awaitility.await("the clock of " + node + " is ahead by " + ahead)
        .atMost(LIMIT)
        .until(() -> ahead(node).minus(ahead).abs().compareTo(TOLERANCE) < 0);
  }

  private static Duration ahead(NodeHandle node) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) node.apiBase().resolve("/").toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(5_000);
    try {
      connection.getResponseCode();
      return Duration.between(Instant.now(), Instant.ofEpochMilli(connection.getDate()));
    } finally {
      connection.disconnect();
    }
  }
}
