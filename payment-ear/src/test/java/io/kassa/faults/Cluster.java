package io.kassa.faults;

import io.kassa.instance.Database;
import io.kassa.instance.Instance;
import io.kassa.instance.NodeHandle;
import io.kassa.instance.SecondNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two nodes on one database behind one address, and how each part is broken and mended. */
final class Cluster implements AutoCloseable {
  private static final int ABOVE_HTTP = 15;
  private static final List<String> QUEUES = List.of("kassa.invoices", "kassa.webhooks");

  /** A message that is late comes back after so many times the length of a hang. */
  private static final int LATENESS = 5;

  private final Instance instance = Instance.current();
  private final Path directory;
  private final SecondNode second;
  private final List<NodeHandle> nodes;
  private final Entrance entrance;
  private final List<MessageThief> thieves = new ArrayList<>();
  private NodeClock clock;

  private Cluster(Path directory, SecondNode second) throws IOException {
    this.directory = directory;
    this.second = second;
    NodeHandle first = NodeHandle.first();
    this.nodes = List.of(first, second.handle());
    this.entrance = Entrance.open(directory, first.httpPort() + ABOVE_HTTP, nodes);
  }

  /** Starts the second node beside the instance, and what is before both. */
  static Cluster start() throws IOException {
    Path directory = Path.of(System.getProperty("kassa.root"), "payment-ear/target/faults");
    Files.createDirectories(directory);
    SecondNode second = SecondNode.start(Map.of());
    try {
      return new Cluster(directory, second);
    } catch (IOException | RuntimeException e) {
      second.close();
      throw e;
    }
  }

  /** Makes ready what {@link #apply} needs for faults that end no process. */
  void prepareForAllKinds() throws IOException {
    for (NodeHandle node : nodes) {
      thieves.add(MessageThief.of(node));
    }
    Optional<NodeClock> found = NodeClock.on(nodes.get(1), directory);
    clock = found.orElse(null);
    entrance.awaitServed(nodes.get(1));
  }

  Entrance entrance() {
    return entrance;
  }

  NodeHandle node(int which) {
    return nodes.get(which);
  }

  Database database() {
    return instance.database();
  }

  /** Where a run leaves its results. */
  Path directory() {
    return directory;
  }

  /** The clock of the second node, if it can be set. */
  Optional<NodeClock> clock() {
    return Optional.ofNullable(clock);
  }

  /**
   * Ends a process without warning.
   *
   * @return what brings it back, and returns when it answers
   */
  Mending kill(Fault fault) throws IOException {
    NodeHandle node = nodes.get(fault.node());
    return switch (fault.kind()) {
      case NODE_KILLED -> {
        node.kill();
        yield node::start;
      }
      case BROKER_LOST -> {
        node.kill();
        node.loseMessages();
        yield node::start;
      }
      case DATABASE_KILLED -> {
        database().killProcesses();
        yield database()::restart;
      }
      default -> throw new IllegalArgumentException(fault.kind() + " ends no process");
    };
  }

  /** Brings a part back. */
  interface Mending {
    void mend() throws IOException, SQLException;
  }

  /**
   * Does a fault that ends no process; it is over when this returns.
   *
   * @return how many messages, replies or connections it hit, 0 for none
   */
  int apply(Fault fault, PatientClient client) throws IOException, SQLException {
    NodeHandle node = nodes.get(fault.node());
    MessageThief thief = thieves.get(fault.node());
    String queue = QUEUES.get(fault.number() % QUEUES.size());
    return switch (fault.kind()) {
      case NODE_HUNG -> {
        node.hang();
        pause(fault.millis());
        node.goOn();
        yield 1;
      }
      case DATABASE_HUNG -> {
        database().hang();
        pause(fault.millis());
        database().goOn();
        yield 1;
      }
      case CONNECTIONS_CUT -> cutConnections(fault.size());
      case REPLIES_LOST -> {
        client.loseReplies(fault.size());
        yield fault.size();
      }
      case MESSAGES_LOST -> thief.lose(queue, fault.size());
      case MESSAGES_DOUBLED -> thief.twice(queue, fault.size());
      case MESSAGES_LATE ->
          thief.late(queue, fault.size(), Duration.ofMillis(fault.millis() * LATENESS));
      case CLOCK_SHIFTED -> {
        if (clock == null) {
          yield 0;
        }
        clock.shift(fault.seconds());
        yield 1;
      }
      case NODE_KILLED, DATABASE_KILLED, BROKER_LOST ->
          throw new IllegalArgumentException(fault.kind() + " ends a process");
    };
  }

  /** The database ends so many of a hundred of the nodes' connections. */
  private int cutConnections(int hundredths) throws SQLException {
    try (Connection connection = database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count(*) from (
                  select pg_terminate_backend(pid) from pg_stat_activity
                   where usename in ('kassa', 'kassa_owner') and random() * 100 < %d) as ended
                """
                    .formatted(hundredths))) {
      row.next();
      return row.getInt(1);
    }
  }

  static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
    }
  }

  @Override
  public void close() throws IOException {
    for (MessageThief thief : thieves) {
      thief.close();
    }
    entrance.close();
    second.close();
  }
}
