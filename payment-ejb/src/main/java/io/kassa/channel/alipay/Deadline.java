package io.kassa.channel.alipay;

import io.kassa.channel.Channel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much of {@link Channel#LONGEST_CALL_SECONDS} is left. A request takes at most ten seconds, so
 * one that would begin later than this allows is not begun at all: not as a repetition, not after
 * waiting for its turn, and not as the question after a refusal.
 */
final class Deadline {
  /** The whole call, less one request, less what is lost between threads. */
  static final Duration LATEST_BEGINNING =
      Duration.ofSeconds(Channel.LONGEST_CALL_SECONDS).minusSeconds(10).minusMillis(500);

  private final LongSupplier nanos;
  private final long since;

  private Deadline(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Begins now. */
  static Deadline begin() {
    return begin(System::nanoTime);
  }

  static Deadline begin(LongSupplier nanos) {
    return new Deadline(nanos);
  }

  /** Whether one more request may begin. */
  boolean allowsAnother() {
    return nanos.getAsLong() - since <= LATEST_BEGINNING.toNanos();
  }
}
