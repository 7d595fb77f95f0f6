package io.kassa.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.node.NodeShare;
import java.time.Duration;

/**
 * One limit and its buckets, one per key. A bucket that nobody touched for a minute is full, so it
 * may be forgotten; a fresh one starts as full as an untouched one would be. Beyond {@value
 * #MOST_BUCKETS} keys the rarest are forgotten early.
 *
 * @param <K> whom the limit is for
 */
public final class RateLimit<K> {
  private static final int MOST_BUCKETS = 100_000;
  private static final int LEAST_PER_MINUTE = 1;
  private static final int MOST_PER_MINUTE = 100_000_000;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final String policy;
  private final NodeShare share;
  private volatile Rate rate;
  private final Cache<K, TokenBucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_BUCKETS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * How many a minute, and what one of them costs of the credit that buckets hold: they hold time,
   * so a new rate needs no new buckets.
   */
  private record Rate(int perMinute, long cost) {
    /** The cost is rounded up, so that rounding never admits more. */
    Rate(int perMinute) {
      this(perMinute, (MINUTE + perMinute - 1) / perMinute);
    }
  }

  /**
   * A limit of all nodes together.
   *
   * @param policy its name in answers
   * @param perMinute 1 to 100 000 000
   * @throws IllegalArgumentException for another number
   */
  public RateLimit(String policy, int perMinute, NodeShare share) {
    this.policy = policy;
    this.share = share;
    this.rate = checked(policy, perMinute);
  }

  private static Rate checked(String policy, int perMinute) {
    if (perMinute < LEAST_PER_MINUTE || perMinute > MOST_PER_MINUTE) {
      throw new IllegalArgumentException(
          "limit %s: %d is not between %d and %d per minute"
              .formatted(policy, perMinute, LEAST_PER_MINUTE, MOST_PER_MINUTE));
    }
    return new Rate(perMinute);
  }

  /** How many a minute all nodes admit. */
  public int perMinute() {
    return rate.perMinute();
  }

  /**
   * Another limit from now on; a bucket holds the same share of it.
   *
   * @throws IllegalArgumentException as the constructor does; then the limit stays
   */
  public void change(int perMinute) {
    rate = checked(policy, perMinute);
  }

  /** Takes one from the key's bucket, if it is there. */
  public Quota take(K key) {
    long now = share.now();
    NodeShare.State state = share.state();
    long credit = state.credit(now);
    Rate known = rate;
    long cost = known.cost();
    long most = most(state, now, cost);
    TokenBucket bucket = bucket(key, credit, most);
    boolean admitted = bucket.take(credit, most, cost);
    return quota(known, admitted, bucket.held(credit, most), most, state.divisor(now));
  }

  /** Looks whether there is one in the key's bucket, and takes nothing. */
  public Quota look(K key) {
    long now = share.now();
    NodeShare.State state = share.state();
    long credit = state.credit(now);
    Rate known = rate;
    long cost = known.cost();
    long most = most(state, now, cost);
    TokenBucket bucket = buckets.getIfPresent(key);
    long held = bucket == null ? most : bucket.held(credit, most);
    return quota(known, held >= cost, held, most, state.divisor(now));
  }

  /** Takes one from the key's bucket, there or not: for what has happened already. */
  public void charge(K key) {
    long now = share.now();
    NodeShare.State state = share.state();
    long credit = state.credit(now);
    long cost = rate.cost();
    long most = most(state, now, cost);
    bucket(key, credit, most).charge(credit, most, cost);
  }

  /** A share of less than one token would never admit anything. */
  private static long most(NodeShare.State state, long now, long cost) {
    return Math.max(state.idle(now), cost);
  }

  private TokenBucket bucket(K key, long credit, long most) {
    TokenBucket known = buckets.getIfPresent(key);
    return known != null ? known : buckets.get(key, fresh -> new TokenBucket(credit, most));
  }

  private Quota quota(Rate known, boolean admitted, long held, long most, long divisor) {
    long cost = known.cost();
    return new Quota(
        policy,
        known.perMinute(),
        admitted,
        Math.max(0, held / cost),
        seconds((most - held) * divisor),
        seconds((cost - held) * divisor));
  }

  private static long seconds(long nanos) {
    return Math.max(1, (nanos + SECOND - 1) / SECOND);
  }
}
