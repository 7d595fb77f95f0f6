package io.kassa.lockout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.access.IpAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Failures in a row per user name and address. So many of them lock for a while; a success or the
 * end of the lock starts the count anew. Tries during a lock neither count nor prolong it. The
 * rarest of more than {@value #MOST_REMEMBERED} pairs are forgotten early, so that invented names
 * do not fill the memory.
 *
 * <p>Tries that are under way at the same time are counted as they fail: one more per thread may
 * get through.
 */
public final class Lockouts {
  private static final int MOST_REMEMBERED = 50_000;

  private record Who(String name, IpAddress client) {}

  /** Failures in a row, and since when they lock; immutable. */
  private record Failures(int count, long lastAt) {}

  private final int mostFailures;
  private final long lockNanos;
  private final LongSupplier clock;
  private final Cache<Who, Failures> failures;

  /**
   * @param mostFailures how many in a row lock, 1 or more
   * @param lock for how long, more than nothing
   * @param nanoClock such as {@link System#nanoTime}
   * @throws IllegalArgumentException for other values
   */
  public Lockouts(int mostFailures, Duration lock, LongSupplier nanoClock) {
    if (mostFailures < 1 || lock.isNegative() || lock.isZero()) {
      throw new IllegalArgumentException(
          "no lock-out after " + mostFailures + " failures for " + lock);
    }
    this.mostFailures = mostFailures;
    lockNanos = lock.toNanos();
    clock = nanoClock;
    failures =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(lock.multipliedBy(2))
            .ticker(nanoClock::getAsLong)
            .build();
  }

  /** Whether this pair is locked out now. */
  public boolean locked(String name, IpAddress client) {
    return locks(failures.getIfPresent(new Who(name, client)), clock.getAsLong());
  }

  /** Counts a failure; true if it is the one that locks. */
  public boolean failed(String name, IpAddress client) {
    long now = clock.getAsLong();
    boolean[] locking = new boolean[1];
    failures
        .asMap()
        .compute(
            new Who(name, client),
            (who, before) -> {
              if (locks(before, now)) {
                return before;
              }
              boolean again = before != null && before.count() < mostFailures;
              Failures after = new Failures(again ? before.count() + 1 : 1, now);
              locking[0] = after.count() == mostFailures;
              return after;
            });
    return locking[0];
  }

  /** Forgets the failures of this pair. */
  public void succeeded(String name, IpAddress client) {
    failures.invalidate(new Who(name, client));
  }

  private boolean locks(Failures known, long now) {
    return known != null && known.count() >= mostFailures && now - known.lastAt() < lockNanos;
  }
}
