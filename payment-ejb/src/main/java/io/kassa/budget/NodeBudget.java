package io.kassa.budget;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What one node holds of one daily budget. It spends from its chunk and draws another when that is
 * short: as much as is needed and a chunk, or near the end exactly what is needed. A chunk is
 * 1/{@value #CHUNKS} of the limit, divided by the nodes.
 *
 * <p>The lock is held while a chunk is drawn: the others of this node would else draw as well and
 * the node would hold many chunks.
 */
final class NodeBudget {
  /** Half of the hundredth that may stay unused; the rest is for nodes that come in between. */
  static final int CHUNKS = 200;

  /** A day may end between two draws, but not twice within a request. */
  private static final int MOST_DRAWS = 3;

  /** The budget that all nodes share. */
  interface Source {
    /** Draws so much today, or nothing. */
    Optional<Drawn> draw(long limitMinor, long minor);

    /** Gives back a part of what was drawn on that day. */
    void giveBack(LocalDate day, long minor);
  }

  private final Source source;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();

  private LocalDate day = LocalDate.MIN;
  private long endsAt;
  private long limitMinor;
  private long restMinor;

  NodeBudget(Source source, LongSupplier nanoClock) {
    this.source = source;
    clock = nanoClock;
    endsAt = nanoClock.getAsLong();
  }

  /** Spends from what the node holds; the epoch day it counts for, or nothing if that is short. */
  OptionalLong spendHeld(long limit, long minor) {
    lock.lock();
    try {
      return limit == limitMinor && minor <= usable() ? take(minor) : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Spends, drawing what is missing; nothing if today's budget does not hold it. */
  OptionalLong spend(long limit, long minor, int nodes) {
    lock.lock();
    try {
      adopt(limit);
      for (int draws = 0; draws < MOST_DRAWS; draws++) {
        if (minor <= usable()) {
          return take(minor);
        }
        if (!draw(minor - usable(), chunk(limit, nodes))) {
          return OptionalLong.empty();
        }
      }
      return minor <= usable() ? take(minor) : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was spent on a day, if that day is still the one that is spent from. */
  void unspend(long epochDay, long minor) {
    lock.lock();
    try {
      if (day.toEpochDay() == epochDay) {
        restMinor += minor;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what is more than a chunk: payments that rolled back, or nodes that joined. */
  void trim(int nodes) {
    keep(chunk(limitMinor, nodes));
  }

  /** Gives back all. */
  void leave() {
    keep(0);
  }

  private void keep(long mostMinor) {
    lock.lock();
    try {
      if (restMinor > mostMinor) {
        long surplus = restMinor - mostMinor;
        source.giveBack(day, surplus);
        restMinor = mostMinor;
      }
    } finally {
      lock.unlock();
    }
  }

  /** A chunk of another limit goes back, so that a lowered limit holds at once. */
  private void adopt(long limit) {
    if (limit != limitMinor) {
      leave();
      limitMinor = limit;
    }
  }

  private boolean draw(long missing, long chunk) {
    long before = clock.getAsLong();
    Optional<Drawn> drawn = source.draw(limitMinor, missing + chunk);
    if (drawn.isEmpty() && chunk > 0) {
      drawn = source.draw(limitMinor, missing);
    }
    drawn.ifPresent(
        got -> {
          boolean sameDay = got.day().equals(day);
          restMinor = (sameDay ? restMinor : 0) + got.minor();
          day = got.day();
          endsAt = before + TimeUnit.MILLISECONDS.toNanos(got.millisLeft());
        });
    return drawn.isPresent();
  }

  private OptionalLong take(long minor) {
    restMinor -= minor;
    return OptionalLong.of(day.toEpochDay());
  }

  /** What is left of a day that is over is of no use. */
  private long usable() {
    return clock.getAsLong() - endsAt >= 0 ? 0 : restMinor;
  }

  private static long chunk(long limit, int nodes) {
    return limit / ((long) CHUNKS * nodes);
  }
}
