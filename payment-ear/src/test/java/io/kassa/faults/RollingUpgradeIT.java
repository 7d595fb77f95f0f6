package io.kassa.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import io.kassa.instance.NodeHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One node after the other gets a newer build whose migration expands the schema, while customers
 * pay through the proxy. Nothing is lost or doubled, and no request has to be sent more than twice.
 */
@Tag("faults")
class RollingUpgradeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double FLOWS_PER_SECOND = 8;
  private static final int MOST_TRIES = 2;
  private static final long BETWEEN_MILLIS = 3_000;

  private final long seed = Long.getLong("faults.seed", new Random().nextLong());

  @Test
  void nodesAreUpgradedOneAfterTheOtherUnderLoad() throws Exception {
    System.out.printf("upgrade: seed %d%n", seed);
    try (Cluster cluster = Cluster.start();
        Inbox inbox = Inbox.open()) {
      List<Merchant> merchants = List.of(Merchant.open(Instance.current(), inbox.url()));
      PatientClient client = new PatientClient(cluster.entrance(), PATIENCE);
      Path newer =
          NewerBuild.of(Instance.current().ear(), cluster.directory().resolve("payment.ear"));
      try (Traffic traffic = new Traffic(client, merchants, seed, FLOWS_PER_SECOND)) {
        traffic.start();
        Cluster.pause(BETWEEN_MILLIS);

        upgrade(cluster, cluster.node(0), newer);
        assertThat(migrated(cluster)).as("the newer build migrated").isTrue();
        int withBoth = traffic.flows();
        Cluster.pause(BETWEEN_MILLIS);
        assertThat(traffic.flows()).as("both builds serve").isGreaterThan(withBoth);
        restartOld(cluster, cluster.node(1));
        upgrade(cluster, cluster.node(1), newer);
        Cluster.pause(BETWEEN_MILLIS);

        traffic.stop();
        System.out.printf(
            "upgrade: %d payments, %d requests, most tries %d, instead of answers %s%n",
            traffic.flows(), client.requests(), client.mostTries(), client.troubles());
        assertThat(traffic.failures()).isEmpty();
        assertThat(client.mostTries()).isLessThanOrEqualTo(MOST_TRIES);
        Promised promised = new Promised(cluster.database(), merchants, inbox);
        promised.awaitQuiet();
        assertThat(promised.violations(traffic.promises())).isEmpty();
      } finally {
        leaveAsItWas(cluster);
      }
    }
  }

  /** As docs/operations.md says. */
  private static void upgrade(Cluster cluster, NodeHandle node, Path newer) throws IOException {
    long begin = System.nanoTime();
    cluster.entrance().drain(node);
    Cluster.pause(1_000);
    node.deploy(newer);
    cluster.entrance().take(node);
    System.out.printf(
        "upgrade: %s has the newer build after %.1f s%n", node, (System.nanoTime() - begin) / 1e9);
  }

  /** An old build finds the schema newer than itself, and starts all the same. */
  private static void restartOld(Cluster cluster, NodeHandle node) throws IOException {
    cluster.entrance().drain(node);
    Cluster.pause(1_000);
    node.stop();
    System.out.printf(
        "upgrade: the old build on the newer schema is ready after %.1f s%n",
        node.start().toMillis() / 1e3);
    cluster.entrance().take(node);
  }

  private static boolean migrated(Cluster cluster) throws SQLException {
    try (Connection connection = cluster.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from kassa.flyway_schema_history where success and version = '"
                    + NewerBuild.VERSION
                    + "'")) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  private static void leaveAsItWas(Cluster cluster) throws IOException, SQLException {
    for (int i = 0; i < 2; i++) {
      cluster.node(i).deploy(Instance.current().ear());
    }
    try (Connection connection = cluster.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = kassa, public");
      statement.execute(NewerBuild.undone());
    }
  }
}
