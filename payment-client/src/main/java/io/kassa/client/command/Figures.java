package io.kassa.client.command;

import io.kassa.client.failure.KassaException;
import io.kassa.client.json.Body;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a load did so far. */
final class Figures {
  private static final double NANOS_PER_MILLI = 1e6;

  private final int wanted;
  private final long began = System.nanoTime();
  private final List<Long> nanos = new ArrayList<>();
  private int failed;
  private String firstFailure;
  private long ended = began;

  Figures(int wanted) {
    this.wanted = wanted;
  }

  /** Times one flow; a failure of a call is counted. */
  void add(Runnable flow) {
    long start = System.nanoTime();
    String failure = null;
    try {
      flow.run();
    } catch (KassaException refused) {
      failure = refused.getMessage();
    }
    note(System.nanoTime() - start, failure);
  }

  private synchronized void note(long took, String failure) {
    ended = System.nanoTime();
    if (failure == null) {
      nanos.add(took);
    } else {
      failed++;
      firstFailure = firstFailure == null ? failure : firstFailure;
    }
  }

  synchronized int failed() {
    return failed;
  }

  synchronized Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }

  synchronized String line() {
    return String.format(
        Locale.ROOT,
        "%d/%d  failed %d  %.1f/s  p50 %.1f ms  p95 %.1f ms  max %.1f ms",
        nanos.size() + failed,
        wanted,
        failed,
        perSecond(),
        millis(50),
        millis(95),
        millis(100));
  }

  synchronized String json() {
    return Body.EMPTY
        .with("payments", nanos.size() + failed)
        .with("failed", failed)
        .with("perSecond", perSecond())
        .with("p50Millis", millis(50))
        .with("p95Millis", millis(95))
        .with("maxMillis", millis(100))
        .toString();
  }

  private double perSecond() {
    return ended == began ? 0 : nanos.size() / ((ended - began) / 1e9);
  }

  private double millis(int percent) {
    if (nanos.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) * percent / 100) / NANOS_PER_MILLI;
  }
}
