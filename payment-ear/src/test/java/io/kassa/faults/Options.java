package io.kassa.faults;

import java.util.Random;

/**
 * What a run is asked for, by system properties {@code faults.*}.
 *
 * @param count how many faults
 * @param kills how many of them end a process
 * @param seed draws the faults and what customers do
 * @param minutes after which no new fault begins
 * @param checkEvery after so many faults the books are compared, besides at the end
 * @param flowsPerSecond the load
 */
record Options(
    int count, int kills, long seed, int minutes, int checkEvery, double flowsPerSecond) {
  private static final int COUNT = 20;
  private static final int KILLS = 20;
  private static final int MINUTES = 30;
  private static final int FLOWS_PER_SECOND = 8;

  static Options ofSystem() {
    int count = Integer.getInteger("faults.count", COUNT);
    return new Options(
        count,
        Math.min(count, Integer.getInteger("faults.kills", KILLS)),
        Long.getLong("faults.seed", new Random().nextLong()),
        Integer.getInteger("faults.minutes", MINUTES),
        Integer.getInteger("faults.check", Integer.MAX_VALUE),
        Integer.getInteger("faults.flows", FLOWS_PER_SECOND));
  }

  /** How to run the very same again. */
  String command() {
    String command =
        "mvn -Pfaults verify -Dit.test=FaultsIT -Dfaults.count=%d -Dfaults.kills=%d"
            + " -Dfaults.flows=%.0f -Dfaults.minutes=%d -Dfaults.seed=%d";
    return command.formatted(count, kills, flowsPerSecond, minutes, seed)
        + (checkEvery == Integer.MAX_VALUE ? "" : " -Dfaults.check=" + checkEvery);
  }
}
