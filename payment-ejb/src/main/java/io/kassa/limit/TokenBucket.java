package io.kassa.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the credit of the node at which the bucket was, or would be, empty.
 * What it holds is the difference to the node's credit now. A token costs a fixed credit.
 */
final class TokenBucket {
  private final AtomicLong emptyAt;

  /** A bucket that holds this much. */
  TokenBucket(long credit, long held) {
    emptyAt = new AtomicLong(credit - held);
  }

  /** The credit in the bucket; at most {@code most}, and negative after {@link #charge}. */
  long held(long credit, long most) {
    return Math.min(most, credit - emptyAt.get());
  }

  /** Takes one token if it is there. */
  boolean take(long credit, long most, long cost) {
    while (true) {
      long empty = emptyAt.get();
      long next = Math.max(empty, credit - most) + cost;
      if (next - credit > 0) {
        return false;
      }
      if (emptyAt.compareAndSet(empty, next)) {
        return true;
      }
    }
  }

  /** Takes one token even if it is not there; an empty bucket stays at one token below nothing. */
  void charge(long credit, long most, long cost) {
    emptyAt.updateAndGet(empty -> Math.min(Math.max(empty, credit - most) + cost, credit + cost));
  }
}
