package io.kassa.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Whether this node answers many requests just now, for work that can wait: it is a rush when the
 * last {@value #REQUESTS} answers were given within a second.
 */
@ApplicationScoped
public class Rush {
  static final int REQUESTS = 20;
  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

  /** When the last answers were given, one place after the other, and round again. */
  private final AtomicLongArray times = new AtomicLongArray(REQUESTS);

  private final AtomicInteger next = new AtomicInteger();

  public Rush() {
    long longAgo = System.nanoTime() - 2 * WINDOW_NANOS;
    for (int i = 0; i < REQUESTS; i++) {
      times.set(i, longAgo);
    }
  }

  /** Notes that a request was answered. */
  public void answered() {
    times.set(place(next.getAndIncrement()), System.nanoTime());
  }

  public boolean isOn() {
    long oldest = times.get(place(next.get()));
    return System.nanoTime() - oldest < WINDOW_NANOS;
  }

  private static int place(int count) {
    return Math.floorMod(count, REQUESTS);
  }
}
