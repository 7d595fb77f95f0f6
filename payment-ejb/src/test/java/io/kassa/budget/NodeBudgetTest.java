package io.kassa.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeBudgetTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final long LIMIT = 100_000;
  private static final int NODES = 3;
  private static final int THREADS_OF_A_NODE = 4;

  private final AtomicLong clock = new AtomicLong();
  private final Row row = new Row();

  /** The row in the database, with its rules. */
  private final class Row implements NodeBudget.Source {
    private LocalDate day = LocalDate.of(2026, 3, 1);
    private long endsAt = Duration.ofHours(1).toNanos();
    private long drawn;
    private int draws;

    @Override
    public synchronized Optional<Drawn> draw(long limitMinor, long minor) {
      draws++;
      if (clock.get() >= endsAt) {
        day = day.plusDays(1);
        endsAt += Duration.ofDays(1).toNanos();
        drawn = 0;
      }
      if (drawn + minor > limitMinor) {
        return Optional.empty();
      }
      drawn += minor;
      return Optional.of(new Drawn(day, minor, Duration.ofNanos(endsAt - clock.get()).toMillis()));
    }

    @Override
    public synchronized void giveBack(LocalDate given, long minor) {
      if (given.equals(day)) {
        drawn -= minor;
        assertThat(drawn).isNotNegative();
      }
    }
  }

  @Test
  void limitIsSpentToTheLastUnitAndNotBeyond() {
    NodeBudget node = node();

    assertThat(node.spend(LIMIT, LIMIT - 1, 1)).isPresent();
    assertThat(node.spend(LIMIT, 2, 1)).isEmpty();
    assertThat(node.spend(LIMIT, 1, 1)).isPresent();
    assertThat(node.spend(LIMIT, 1, 1)).isEmpty();
  }

  @Test
  void smallPaymentsShareOneDraw() {
    NodeBudget node = node();

    assertThat(node.spend(LIMIT, 10, 1)).isPresent();
    for (int i = 0; i < 50; i++) {
      assertThat(node.spendHeld(LIMIT, 10)).isPresent();
    }
    assertThat(node.spendHeld(LIMIT, 10)).isEmpty();
    assertThat(row.draws).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 499, 5_000})
  void threeNodesWithManyThreadsNeverExceedAndLeaveLessThanAHundredth(int largest)
      throws Exception {
    List<NodeBudget> nodes = List.of(node(), node(), node());
    ExecutorService threads = Executors.newFixedThreadPool(NODES * THREADS_OF_A_NODE);
    long spent = 0;
    try {
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < NODES * THREADS_OF_A_NODE; i++) {
        Random random = new Random(SEED + i);
        NodeBudget node = nodes.get(i % NODES);
        work.add(() -> spendUntilOneUnitIsRefused(node, random, largest));
      }
      for (Future<Long> part : threads.invokeAll(work)) {
        spent += part.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(row.drawn).as("seed %d", SEED).isLessThanOrEqualTo(LIMIT);
    assertThat(spent).as("seed %d", SEED).isBetween(LIMIT * 99 / 100, LIMIT);
  }

  /** Some payments roll back, and some nodes trim what they hold meanwhile. */
  private static long spendUntilOneUnitIsRefused(NodeBudget node, Random random, int largest) {
    long spent = 0;
    long amount = 1L + random.nextInt(largest);
    while (true) {
      OptionalLong day = node.spend(LIMIT, amount, NODES);
      if (day.isEmpty() && amount == 1) {
        return spent;
      }
      boolean rollsBack = day.isPresent() && random.nextInt(10) == 0;
      if (rollsBack) {
        node.unspend(day.getAsLong(), amount);
        node.trim(NODES);
      } else if (day.isPresent()) {
        spent += amount;
      }
      amount = day.isEmpty() ? 1 : 1L + random.nextInt(largest);
    }
  }

  @Test
  void largePaymentThatRollsBackGoesBackToTheOthers() {
    NodeBudget node = node();
    NodeBudget other = node();
    long day = node.spend(LIMIT, LIMIT, 2).getAsLong();
    assertThat(other.spend(LIMIT, LIMIT / 2, 2)).isEmpty();

    node.unspend(day, LIMIT);
    node.trim(2);

    assertThat(other.spend(LIMIT, LIMIT / 2, 2)).isPresent();
  }

  @Test
  void loweredLimitHoldsAtOnce() {
    NodeBudget node = node();
    assertThat(node.spend(LIMIT, 100, 1)).isPresent();

    assertThat(node.spendHeld(200, 101)).isEmpty();
    assertThat(node.spend(200, 101, 1)).isEmpty();
    assertThat(node.spend(200, 100, 1)).isPresent();
    assertThat(row.drawn).isEqualTo(200);
  }

  @Test
  void newDayHasItsOwnBudgetAndOldChunksEnd() {
    NodeBudget node = node();
    long first = node.spend(LIMIT, 1, 1).getAsLong();
    clock.set(Duration.ofHours(1).toNanos());

    assertThat(node.spendHeld(LIMIT, 1)).isEmpty();
    assertThat(node.spend(LIMIT, LIMIT, 1)).hasValue(first + 1);
    node.unspend(first, 1);
    assertThat(node.spend(LIMIT, 1, 1)).as("yesterday's does not help today").isEmpty();
  }

  @Test
  void nodeThatLeavesGivesAllBack() {
    NodeBudget node = node();
    node.spend(LIMIT, 1, 1);
    node.leave();

    assertThat(row.drawn).isEqualTo(1);
  }

  private NodeBudget node() {
    return new NodeBudget(row, clock::get);
  }
}
