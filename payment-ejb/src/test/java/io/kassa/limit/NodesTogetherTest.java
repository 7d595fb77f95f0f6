package io.kassa.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.node.NodeShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Simulated nodes with one clock: all of them together never admit more than 1.2 times the limit in
 * any 60 s, whoever joins, leaves, crashes or loses the database, under a client that asks every
 * node for as much as it gives.
 */
class NodesTogetherTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final int PER_MINUTE = 600_000;
  private static final long STEP = Duration.ofMillis(100).toNanos();
  private static final int STEPS_OF_A_MINUTE = 600;
  private static final int MINUTES = 40;
  private static final long LIVE = Duration.ofSeconds(15).toNanos();

  private final Random random = new Random(SEED);
  private final Map<Node, Long> table = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private long now = random.nextLong();
  private boolean databaseAway;

  /** What happens to the cluster in a step of a tenth of a second. */
  enum Life {
    /** Nothing: three nodes, for ever. */
    STEADY(3, 0, 0, 0),
    /** Rolling restarts, crashes and a database that goes away now and then. */
    EVENTFUL(4, 0.005, 0.005, 0.002),
    /** Nodes come by the dozen and go as fast. */
    ELASTIC(1, 0.03, 0.03, 0);

    private final int start;
    private final double joins;
    private final double leaves;
    private final double outages;

    Life(int start, double joins, double leaves, double outages) {
      this.start = start;
      this.joins = joins;
      this.leaves = leaves;
      this.outages = outages;
    }
  }

  private final class Node {
    private final NodeShare share = new NodeShare(() -> now);
    private final RateLimit<String> limit = new RateLimit<>("test", PER_MINUTE, share);
    private long beatAt = now;
    private boolean open;

    void live() {
      if (!open) {
        // without the database a node's schema gate stays shut, and it refuses every request
        open = !databaseAway;
        beatAt = now + Duration.ofMillis(random.nextInt(1_000)).toNanos();
        return;
      }
      if (now - beatAt < 0) {
        return;
      }
      beatAt = now + Duration.ofSeconds(1).toNanos();
      if (!databaseAway) {
        table.put(this, now);
        table.values().removeIf(at -> now - at > LIVE);
        share.counted(now, table.size());
        // a heartbeat may be late
        beatAt = now + Duration.ofMillis(4_500 + random.nextInt(1_000)).toNanos();
      }
    }

    int drain(String key) {
      int admitted = 0;
      while (open && limit.take(key).admitted()) {
        admitted++;
      }
      return admitted;
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMinuteAdmitsMoreThanAFifthBeyondTheLimit(Life life) {
    for (int i = 0; i < life.start; i++) {
      nodes.add(new Node());
    }
    int[] admitted = new int[MINUTES * STEPS_OF_A_MINUTE];
    long window = 0;
    long most = 0;
    for (int step = 0; step < admitted.length; step++) {
      now += STEP;
      happen(life);
      nodes.forEach(Node::live);
      // silence now and then, so that buckets fill and a burst follows
      boolean asks = step / 150 % 5 != 4;
      admitted[step] = asks ? nodes.stream().mapToInt(node -> node.drain("key")).sum() : 0;
      window += admitted[step];
      if (step >= STEPS_OF_A_MINUTE) {
        window -= admitted[step - STEPS_OF_A_MINUTE];
      }
      most = Math.max(most, window);
    }
    System.out.printf("%s: at most %.3f of the limit%n", life, (double) most / PER_MINUTE);
    assertThat(most).as("seed %d, %s", SEED, life).isLessThanOrEqualTo(PER_MINUTE * 12 / 10);
    assertThat(most).as("the client asks for all, seed %d", SEED).isGreaterThan(PER_MINUTE / 2);
  }

  private void happen(Life life) {
    if (random.nextDouble() < life.outages) {
      databaseAway = !databaseAway;
    }
    if (random.nextDouble() < life.joins && nodes.size() < 40) {
      nodes.add(new Node());
    }
    if (random.nextDouble() < life.leaves && nodes.size() > 1) {
      Node gone = nodes.remove(random.nextInt(nodes.size()));
      if (random.nextBoolean()) {
        // in order; a crashed one stays in the table
        gone.share.leave();
        table.remove(gone);
      }
    }
  }
}
