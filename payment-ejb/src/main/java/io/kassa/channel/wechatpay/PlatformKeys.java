package io.kassa.channel.wechatpay;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * What verifies one account's provider: the WeChat Pay public key of the configuration, the
 * platform certificates that were downloaded, or both, for during a change of the mode either may
 * sign. A serial selects its key and no other. Safe for use by many threads.
 */
final class PlatformKeys {
  /** How old certificates may be before they are fetched anew. */
  static final Duration FRESH = Duration.ofMinutes(60);

  /** The least time between two downloads, whoever asks for one: a notice can be anybody's. */
  static final Duration BETWEEN_DOWNLOADS = Duration.ofMinutes(1);

  /** How many certificates an account may have; the provider publishes two around a change. */
  static final int MOST_CERTIFICATES = 16;

  /** A platform certificate's key, good from one instant to another. */
  record Certified(String serial, PublicKey key, Instant from, Instant until) {
    boolean isGoodAt(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(until);
    }
  }

  private record Downloaded(Map<String, Certified> bySerial, Instant at) {}

  private final String publicKeyId;
  private final PublicKey publicKey;
  private final AtomicReference<Downloaded> downloaded =
      new AtomicReference<>(new Downloaded(Map.of(), Instant.EPOCH));
  private CompletableFuture<Void> underway = CompletableFuture.completedFuture(null);
  private Instant lastBegun;

  private PlatformKeys(String publicKeyId, PublicKey publicKey) {
    this.publicKeyId = publicKeyId;
    this.publicKey = publicKey;
  }

  /** Platform certificates alone. */
  static PlatformKeys ofCertificates() {
    return new PlatformKeys(null, null);
  }

  /** The public key of that id, and certificates too once a message names one. */
  static PlatformKeys ofPublicKey(String id, PublicKey key) {
    return new PlatformKeys(id, key);
  }

  /** The key that this serial names, if it is good now. */
  Optional<PublicKey> find(String serial, Instant now) {
    if (serial.equals(publicKeyId)) {
      return Optional.of(publicKey);
    }
    return Optional.ofNullable(downloaded.get().bySerial().get(serial))
        .filter(certified -> certified.isGoodAt(now))
        .map(Certified::key);
  }

  /**
   * With which key the provider shall sign its answer: the public key, else the certificate that
   * lasts longest; empty before there is any.
   */
  Optional<String> preferred(Instant now) {
    if (publicKeyId != null) {
      return Optional.of(publicKeyId);
    }
    return downloaded.get().bySerial().values().stream()
        .filter(certified -> certified.isGoodAt(now))
        .max(Comparator.comparing(Certified::until))
        .map(Certified::serial);
  }

  /** Whether nothing could be verified now. */
  boolean areMissing(Instant now) {
    return preferred(now).isEmpty();
  }

  /** Whether the certificates are old; never for an account that only has the public key. */
  boolean areStale(Instant now) {
    Downloaded current = downloaded.get();
    boolean used = publicKeyId == null || !current.bySerial().isEmpty();
    return used && current.at().plus(FRESH).isBefore(now);
  }

  /**
   * Makes sure that one download at a time is under way, and none within a minute of the last.
   *
   * @param mine to be completed by the caller if it is returned: then the caller downloads
   * @return mine; or somebody else's that is under way; or, completed, the last one's
   */
  synchronized CompletableFuture<Void> begin(CompletableFuture<Void> mine, Instant now) {
    boolean tooEarly = lastBegun != null && now.isBefore(lastBegun.plus(BETWEEN_DOWNLOADS));
    if (underway.isDone() && !tooEarly) {
      lastBegun = now;
      underway = mine;
    }
    return underway;
  }

  /** Takes what the provider publishes now; what it no longer publishes is good no more. */
  void replace(List<Certified> certificates, Instant now) {
    downloaded.set(
        new Downloaded(
            certificates.stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        Certified::serial, certified -> certified, (one, other) -> one)),
            now));
  }
}
