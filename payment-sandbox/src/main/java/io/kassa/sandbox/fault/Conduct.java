package io.kassa.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * How the sandbox behaves, apart from what an order's amount says.
 *
 * @param timeFactor how many times faster than in life callbacks are repeated
 * @param slow how late a {@link Fault#SLOW} answer is
 * @param timeout when the connection of an answer that never comes breaks at last
 * @param lateCallback how late a {@link Fault#LATE_CALLBACK} is
 * @param payerDelay how long a payer who acts by himself takes
 * @param autoPay whether every payer acts by himself
 * @param fault what befalls every order whose amount says nothing
 * @param random what befalls the rest, if anything
 * @param certificates whether callbacks are signed with the platform certificate rather than with
 *     the public key
 * @param billsOfToday whether the current day has a bill already, which it never has in life
 */
public record Conduct(
    double timeFactor,
    Duration slow,
    Duration timeout,
    Duration lateCallback,
    Duration payerDelay,
    boolean autoPay,
    Fault fault,
    Optional<RandomFaults> random,
    boolean certificates,
    boolean billsOfToday) {

  /** The start: real time, waiting payers, no faults. */
  public static final Conduct ORDINARY =
      new Conduct(
          1,
          Duration.ofSeconds(3),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          false,
          Fault.NONE,
          Optional.empty(),
          false,
          true);

  /** A time of the provider's, as it passes here. */
  public Duration pace(Duration time) {
    return Duration.ofMillis(Math.round(time.toMillis() / timeFactor));
  }
}
