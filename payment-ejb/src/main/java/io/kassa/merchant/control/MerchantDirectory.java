package io.kassa.merchant.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Merchants as this node remembers them. Three seconds, so that a suspension holds on every node
 * within five, and a busy merchant costs one look-up in that time.
 */
@ApplicationScoped
public class MerchantDirectory {
  /** How long a node trusts what it read. */
  public static final Duration REMEMBERED = Duration.ofSeconds(3);

  private static final int MOST_REMEMBERED = 10_000;

  private final Cache<UUID, MerchantProfile> profiles =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  @EJB private MerchantReading reading;

  /** The merchant, if there is one. */
  public Optional<MerchantProfile> find(UUID merchantId) {
    MerchantProfile known = profiles.getIfPresent(merchantId);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<MerchantProfile> read = reading.profile(merchantId);
    read.ifPresent(profile -> profiles.put(merchantId, profile));
    return read;
  }

  /** Makes this node read the merchant again; the others follow within three seconds. */
  public void forget(UUID merchantId) {
    profiles.invalidate(merchantId);
  }
}
