package io.kassa.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The key ring of this node, as {@link KeyRegister} loaded it and {@link KeyWatch} renews it. */
@ApplicationScoped
public class Keys {
  /** This process's name beside the other nodes'; a restarted one is another. */
  private final String node = UUID.randomUUID().toString();

  private volatile KeyRing ring;

  /**
   * The keys.
   *
   * @throws IllegalStateException before they were loaded
   */
  public KeyRing ring() {
    KeyRing loaded = ring;
    if (loaded == null) {
      throw new IllegalStateException("keys are not loaded yet");
    }
    return loaded;
  }

  /** Whether keys are loaded. */
  public boolean isLoaded() {
    return ring != null;
  }

  void use(KeyRing loaded) {
    ring = loaded;
  }

  String node() {
    return node;
  }
}
