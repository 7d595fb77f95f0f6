package io.kassa.sandbox.fault;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Faults drawn from a seed. The draw depends on the seed and on what it is for, not on the order in
 * which calls arrive: the same seed and the same orders meet the same faults however many threads
 * place them.
 *
 * @param rate from 0 (never) to 1 (always)
 */
public record RandomFaults(long seed, double rate) {

  private static final long PRIME = 1_099_511_628_211L;
  private static final long BASIS = 0xcbf29ce484222325L;

  public RandomFaults {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate from 0 to 1, not " + rate);
    }
  }

  Fault draw(String what, List<Fault> from) {
    SplittableRandom random = new SplittableRandom(seed * PRIME ^ hash(what));
    return random.nextDouble() < rate ? from.get(random.nextInt(from.size())) : Fault.NONE;
  }

  /** FNV-1a: {@code String.hashCode} has 32 bits only. */
  private static long hash(String text) {
    long hash = BASIS;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * PRIME;
    }
    return hash;
  }
}
