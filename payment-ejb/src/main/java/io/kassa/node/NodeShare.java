package io.kassa.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * This node's share of everything that all nodes limit together, so that no request has to ask the
 * database: one n-th with n live nodes.
 *
 * <p><b>Credit</b> is the time that passed, times the share. A bucket that refills with a limit of
 * L per minute gains L/60 per second of credit, whatever became of the share meanwhile. <b>Idle</b>
 * is the credit that a bucket would hold which nobody ever drew from: it starts with nothing when
 * the node starts and is capped at {@link #BURST} times the share. No bucket holds more, and a
 * fresh one starts there: neither a restart nor a change in the number of nodes hands out a burst.
 *
 * <p><b>Why all shares together are at most about one.</b> A node is <i>sure</i> of its share while
 * its last heartbeat was sent less than {@link #SURE} ago, and only once it has beaten for that
 * long (or found nobody else when it joined). Any two sure nodes have therefore counted each other,
 * and the n that a sure node divides by is at least the number of sure nodes. A node that is not
 * sure takes a tenth of its share: those who have not seen it yet go on with theirs. See ADR 17 for
 * the sums.
 *
 * <p>Time is {@link System#nanoTime}; a wall clock that is set would hand out credit. Safe for any
 * number of threads, without a lock.
 */
@ApplicationScoped
public class NodeShare {
  /** How much credit an untouched bucket holds, before it is divided: a tenth of a minute. */
  public static final Duration BURST = Duration.ofSeconds(6);

  /** Less than the 15 s after which others forget a node, more than two heartbeats' distance. */
  static final Duration SURE = Duration.ofSeconds(10);

  /** A node that is not sure takes its share divided by this. */
  static final int CAUTION = 10;

  /**
   * What is known since a moment; replaced as a whole.
   *
   * @param at the moment, in nanoseconds of the clock
   * @param credit the credit at that moment
   * @param idle the credit of an untouched bucket at that moment
   * @param nodes how many live nodes share, at least 1
   * @param sureNanos for how long after the moment the share is sure; 0 if it is not
   */
  public record State(long at, long credit, long idle, int nodes, long sureNanos) {

    /** The node's credit at this time, in nanoseconds; never falls. */
    public long credit(long now) {
      return credit + gained(now);
    }

    /** The credit of a bucket that nobody draws from, in nanoseconds. */
    public long idle(long now) {
      return Math.min(BURST.toNanos() / divisor(now), idle + gained(now));
    }

    /** By what the time is divided now. */
    public long divisor(long now) {
      return now - at < sureNanos ? nodes : (long) nodes * CAUTION;
    }

    private long gained(long now) {
      long passed = Math.max(0, now - at);
      long sure = Math.min(passed, sureNanos);
      return sure / nodes + (passed - sure) / ((long) nodes * CAUTION);
    }
  }

  private final LongSupplier clock;
  private volatile State state;

  // of the heartbeat alone
  private boolean beaten;
  private boolean foundNobody;
  private long joinedAt;
  private long lastSent;

  /** The share of this process. */
  public NodeShare() {
    this(System::nanoTime);
  }

  /** A share by another clock, for tests. */
  public NodeShare(LongSupplier nanoClock) {
    clock = nanoClock;
    state = new State(nanoClock.getAsLong(), 0, 0, 1, 0);
  }

  /** The clock's nanoseconds. */
  public long now() {
    return clock.getAsLong();
  }

  /** What is known now; immutable. */
  public State state() {
    return state;
  }

  /** How many nodes share, this one included; at least 1. */
  public int liveNodes() {
    return state.nodes();
  }

  /**
   * Takes note of a heartbeat that was written and of the nodes that were counted after that.
   *
   * @param sent when the heartbeat was sent, by {@link #now}
   * @param live how many live nodes were counted, this one included
   */
  public synchronized void counted(long sent, int live) {
    long now = now();
    int nodes = Math.max(1, live);
    boolean joins = !beaten || now - lastSent > SURE.toNanos();
    if (joins) {
      joinedAt = now;
      foundNobody = nodes == 1;
    }
    beaten = true;
    lastSent = sent;
    boolean sure = foundNobody || now - joinedAt >= SURE.toNanos();
    long sureNanos = sure ? Math.max(0, SURE.toNanos() - (now - sent)) : 0;
    change(now, nodes, sureNanos);
  }

  /** Takes no sure share any more: the node is about to be forgotten by the others. */
  public synchronized void leave() {
    beaten = false;
    change(now(), state.nodes(), 0);
  }

  private void change(long now, int nodes, long sureNanos) {
    State before = state;
    long divisor = sureNanos > 0 ? nodes : (long) nodes * CAUTION;
    long idle = Math.min(before.idle(now), BURST.toNanos() / divisor);
    state = new State(now, before.credit(now), idle, nodes, sureNanos);
  }
}
