package io.kassa.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Draws faults: the same seed draws the same ones. */
final class FaultPlan {
  private static final int NODES = 2;
  private static final List<FaultKind> KILLS =
      Arrays.stream(FaultKind.values()).filter(FaultKind::isKill).toList();
  private static final List<FaultKind> FREQUENT =
      Arrays.stream(FaultKind.values())
          .filter(kind -> !kind.isKill() && kind != FaultKind.CONNECTIONS_CUT)
          .toList();

  /** One fault of so many cuts connections: for seconds after it the pools fill again. */
  private static final int PER_CUT = 25;

  private static final long LONGEST_PAUSE_MILLIS = 60;
  private static final long LONGEST_PAUSE_BEFORE_KILL_MILLIS = 4_000;
  private static final long SHORTEST_HANG_MILLIS = 20;
  private static final long LONGEST_HANG_MILLIS = 300;
  private static final long LONGEST_LONG_HANG_MILLIS = 5_000;

  /** One hang of so many is long enough for a proxy to notice. */
  private static final int PER_LONG_HANG = 25;

  private static final int MOST_AT_ONCE = 5;
  private static final int WHOLE = 100;
  private static final int MOST_SECONDS = 90;

  private FaultPlan() {}

  /**
   * Draws.
   *
   * @param kills so many of them end a process: a node, the database, a broker, in turn, at random
   *     places of the plan
   */
  static List<Fault> draw(long seed, int count, int kills) {
    SplittableRandom random = new SplittableRandom(seed);
    BitSet killing = places(random, count, kills);
    List<Fault> plan = new ArrayList<>();
    int killed = 0;
    for (int i = 0; i < count; i++) {
      boolean kill = killing.get(i);
      FaultKind kind = kill ? KILLS.get(killed++ % KILLS.size()) : other(random);
      plan.add(
          new Fault(
              i + 1,
              kind,
              random.nextInt(NODES),
              random.nextLong(kill ? LONGEST_PAUSE_BEFORE_KILL_MILLIS : LONGEST_PAUSE_MILLIS),
              millis(random),
              kind == FaultKind.CONNECTIONS_CUT
                  ? 1 + random.nextInt(WHOLE)
                  : 1 + random.nextInt(MOST_AT_ONCE),
              random.nextInt(-MOST_SECONDS, MOST_SECONDS + 1)));
    }
    return plan;
  }

  private static FaultKind other(SplittableRandom random) {
    return random.nextInt(PER_CUT) == 0
        ? FaultKind.CONNECTIONS_CUT
        : FREQUENT.get(random.nextInt(FREQUENT.size()));
  }

  private static BitSet places(SplittableRandom random, int count, int kills) {
    BitSet places = new BitSet(count);
    // of the places that are left, as many as kills are left: each choice equally likely
    for (int i = 0, left = kills; i < count; i++) {
      if (random.nextInt(count - i) < left) {
        places.set(i);
        left--;
      }
    }
    return places;
  }

  private static long millis(SplittableRandom random) {
    boolean isLong = random.nextInt(PER_LONG_HANG) == 0;
    return random.nextLong(
        SHORTEST_HANG_MILLIS, isLong ? LONGEST_LONG_HANG_MILLIS : LONGEST_HANG_MILLIS);
  }
}
