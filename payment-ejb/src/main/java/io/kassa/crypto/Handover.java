package io.kassa.crypto;

import io.kassa.crypto.KeyState.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one look at keystore, states and settings means for a node; no input, no output. */
final class Handover {
  private Handover() {}

  /** The keys that the node must not give up: missing or replaced, and not retired and gone. */
  static Set<KeyId> lost(KeyRing now, KeyRing next, List<KeyState> states) {
    Set<KeyId> lost = now.lostIn(next);
    lost.removeIf(key -> isRetired(key, states) && !next.keys().contains(key));
    return lost;
  }

  /** The active versions, of those that the ring holds. */
  static Map<KeyPurpose, Integer> active(KeyRing ring, List<KeyState> states) {
    Map<KeyPurpose, Integer> active = KeyRegister.active(states);
    active.entrySet().removeIf(e -> !ring.versions(e.getKey()).contains(e.getValue()));
    return active;
  }

  /**
   * Why a key that is named active cannot become it, as far as this node knows; empty if nothing
   * stands in the way or it is active already.
   */
  static Optional<String> obstacle(KeyId key, KeyRing ring, List<KeyState> states) {
    int active = KeyRegister.active(states).getOrDefault(key.purpose(), 0);
    if (key.version() < active) {
      return Optional.of("version " + active + " is active, and versions only go up");
    }
    if (isRetired(key, states)) {
      return Optional.of("it is retired");
    }
    return ring.keys().contains(key)
        ? Optional.empty()
        : Optional.of("this node's keystore does not hold it");
  }

  static boolean isActive(KeyId key, List<KeyState> states) {
    return is(key, Kind.ACTIVE, states);
  }

  static boolean isRetired(KeyId key, List<KeyState> states) {
    return is(key, Kind.RETIRED, states);
  }

  private static boolean is(KeyId key, Kind kind, List<KeyState> states) {
    return states.stream().anyMatch(s -> s.key().equals(key) && s.kind() == kind);
  }
}
