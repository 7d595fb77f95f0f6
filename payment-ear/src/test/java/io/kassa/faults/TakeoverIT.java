package io.kassa.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A node is killed and never comes back: what it had leased, what lay in its broker, and what it
 * was asking channels about is the other's within ten seconds.
 */
@Tag("faults")
class TakeoverIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final double FLOWS_PER_SECOND = 10;
  private static final long LOAD_MILLIS = 4_000;
  private static final int IN_ITS_BROKER = 3;

  private final long seed = Long.getLong("faults.seed", new Random().nextLong());

  @Test
  void whatAKilledNodeHeldIsTakenOverWithinTenSeconds() throws Exception {
    System.out.printf("takeover: seed %d%n", seed);
    try (Cluster cluster = Cluster.start();
        Inbox inbox = Inbox.open()) {
      NodeHandle killed = cluster.node(1);
      List<Merchant> merchants = List.of(Merchant.open(Instance.current(), inbox.url()));
      PatientClient client = new PatientClient(cluster.entrance(), Duration.ofMinutes(1));
      try (MessageThief thief = MessageThief.of(killed);
          Traffic traffic = new Traffic(client, merchants, seed, FLOWS_PER_SECOND)) {
        traffic.start();
        Cluster.pause(LOAD_MILLIS);
        // as if they lay in its queue when it died: sent, and no listener had them yet
        for (int stolen = 0; stolen < IN_ITS_BROKER; ) {
          stolen += thief.lose("kassa.invoices", IN_ITS_BROKER - stolen);
        }
        killed.kill();
        long death = System.nanoTime();
        traffic.stop();
        List<String> open = open(cluster, merchants.get(0));
        assertThat(open).anyMatch(what -> what.startsWith("outbox invoice"));

        Map<String, Duration> taken = watch(cluster, open, death);
        taken.forEach(
            (what, after) ->
                System.out.printf("takeover: %5.2f s %s%n", after.toMillis() / 1e3, what));
        assertThat(taken)
            .allSatisfy((what, after) -> assertThat(after).as(what).isLessThanOrEqualTo(LIMIT));
        Promised promised = new Promised(cluster.database(), merchants, inbox);
        promised.awaitQuiet();
        assertThat(promised.violations(traffic.promises())).isEmpty();
        assertThat(traffic.failures()).isEmpty();
      }
    }
  }

  /** When each of these was done with, counted from the node's death. */
  private static Map<String, Duration> watch(Cluster cluster, List<String> open, long death) {
    Map<String, Duration> taken = new LinkedHashMap<>();
    List<String> left = new ArrayList<>(open);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              List<String> still = stillOpen(cluster);
              for (String what : List.copyOf(left)) {
                if (!still.contains(what)) {
                  taken.put(what, Duration.ofNanos(System.nanoTime() - death));
                  left.remove(what);
                }
              }
              return left.isEmpty();
            });
    return taken;
  }

  private static List<String> open(Cluster cluster, Merchant merchant) throws SQLException {
    return strings(cluster, "where merchant_id = '" + merchant.id() + "'");
  }

  private static List<String> stillOpen(Cluster cluster) throws SQLException, IOException {
    return strings(cluster, "where true");
  }

  private static List<String> strings(Cluster cluster, String condition) throws SQLException {
    try (Connection connection = cluster.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select 'outbox ' || consumer || ' ' || event_id from kassa.outbox %1$s
                union all
                select 'attempt ' || id from kassa.attempts
                 %1$s and status in ('PENDING', 'UNKNOWN')
                union all
                select 'refund ' || id from kassa.refunds %1$s and status = 'PENDING'
                union all
                select 'delivery ' || id from kassa.webhook_deliveries
                 %1$s and status = 'PENDING'
                """
                    .formatted(condition))) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
