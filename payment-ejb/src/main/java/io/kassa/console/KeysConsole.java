package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.KeyRing;
import io.kassa.crypto.KeyWatch;
import io.kassa.crypto.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of this node. */
final class KeysConsole implements KeysMXBean {
  private final Keys keys;
  private final KeyWatch watch;

  KeysConsole(Keys keys, KeyWatch watch) {
    this.keys = requireNonNull(keys, "keys");
    this.watch = requireNonNull(watch, "watch");
  }

  @Override
  public Map<String, Integer> getActive() {
    KeyRing ring = keys.ring();
    Map<String, Integer> active = new TreeMap<>();
    for (KeyPurpose purpose : KeyPurpose.values()) {
      active.put(purpose.aliasPrefix(), ring.active(purpose));
    }
    return active;
  }

  @Override
  public Map<String, List<Integer>> getHeld() {
    KeyRing ring = keys.ring();
    Map<String, List<Integer>> held = new TreeMap<>();
    for (KeyPurpose purpose : KeyPurpose.values()) {
      held.put(purpose.aliasPrefix(), new ArrayList<>(ring.versions(purpose)));
    }
    return held;
  }

  @Override
  public String rotate(String purpose) {
    for (KeyPurpose known : KeyPurpose.values()) {
      if (known.aliasPrefix().equals(purpose)) {
        return watch.rotate(known).toString();
      }
    }
    throw new IllegalArgumentException("no purpose of keys: " + purpose);
  }
}
