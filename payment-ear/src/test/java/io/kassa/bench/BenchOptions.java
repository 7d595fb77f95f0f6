package io.kassa.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * What is measured and how long, from {@code -Dbench.<name>}; docs/performance.md lists them.
 *
 * @param mode which measurements
 * @param rounds so many alternating rounds, of which the median counts
 * @param round how long each part of a round takes
 * @param warmUp how long the load runs before the first round
 * @param connections of the measurement that judges
 * @param merchants so many merchants under load
 * @param accounts of all merchants together
 * @param backlog so many invoices wait before the queue is drained
 * @param payments so many are in the database at last
 */
record BenchOptions(
    Mode mode,
    int rounds,
    Duration round,
    Duration warmUp,
    int connections,
    int merchants,
    int accounts,
    int backlog,
    int payments) {

  /** Which measurements. */
  enum Mode {
    /** All of them: about 25 minutes. */
    FULL,
    /** The ratio and the costs of one flow: less than four minutes. */
    QUICK,
    /** Signed creation against creation with Basic. */
    DOOR,
    /** Payments through a slow channel against those through a fast one. */
    CHANNEL,
    /** Invoices from the queue against the renderer alone. */
    INVOICES,
    /** Payments beside invoices that are made meanwhile against payments without. */
    BESIDE,
    /** A backlog of invoices, and the server's memory while it drains. */
    BACKLOG,
    /** The flow with nothing in the database, and with a year's payments. */
    GROWTH
  }

  static BenchOptions of(Properties properties) {
    Mode mode = Mode.valueOf(properties.getProperty("bench.mode", "full").toUpperCase(Locale.ROOT));
    boolean full = mode == Mode.FULL;
    return new BenchOptions(
        mode,
        number(properties, "rounds", full ? 5 : 3),
        Duration.ofSeconds(number(properties, "seconds", full ? 30 : 10)),
        Duration.ofSeconds(number(properties, "warmup", full ? 60 : 30)),
        number(properties, "connections", mode == Mode.CHANNEL ? 512 : 16),
        number(properties, "merchants", 8),
        number(properties, "accounts", 2_000),
        number(properties, "backlog", 1_000),
        number(properties, "payments", 10_000_000));
  }

  private static int number(Properties properties, String name, int fallback) {
    int value = Integer.parseInt(properties.getProperty("bench." + name, "" + fallback));
    if (value < 1) {
      throw new IllegalArgumentException("-Dbench." + name + "=" + value + " is less than 1");
    }
    return value;
  }
}
