package io.kassa.merchant.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when a credential last proved something, so that no request costs a write; {@link
 * CredentialUseTimer} writes it down.
 */
@ApplicationScoped
public class CredentialUse {
  /** Beyond this many at a time, the rest is noted with its next use. */
  private static final int MOST_NOTED = 20_000;

  private final Map<String, Instant> noted = new ConcurrentHashMap<>();

  /** Notes that this credential proved something now; costs no database work. */
  public void note(String credentialId) {
    if (noted.size() < MOST_NOTED) {
      noted.put(credentialId, Instant.now());
    }
  }

  /** What is to be written down. */
  Map<String, Instant> noted() {
    return Map.copyOf(noted);
  }

  /** Forgets what was written down, unless it was used again since. */
  void written(Map<String, Instant> batch) {
    batch.forEach(noted::remove);
  }
}
