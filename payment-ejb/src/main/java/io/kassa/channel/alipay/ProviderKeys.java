package io.kassa.channel.alipay;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What verifies one account's provider: its public key, or the certificate of the configuration and
 * those that were downloaded since. Safe for use by many threads.
 */
final class ProviderKeys {
  /** The least time between two downloads, whoever asks for one: a notice can be anybody's. */
  static final Duration BETWEEN_DOWNLOADS = Duration.ofMinutes(1);

  /** A certificate lasts for years; more than a few are none of the provider's doing. */
  static final int MOST_CERTIFICATES = 8;

  private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{32}");

  private final PublicKey publicKey;
  private final X509Certificate configured;
  private final TrustedIssuers issuers;
  private final Map<String, X509Certificate> byNumber = new ConcurrentHashMap<>();
  private CompletableFuture<Void> underway = CompletableFuture.completedFuture(null);
  private Instant lastBegun;

  private ProviderKeys(PublicKey publicKey, X509Certificate configured, TrustedIssuers issuers) {
    this.publicKey = publicKey;
    this.configured = configured;
    this.issuers = issuers;
  }

  /** Key mode. */
  static ProviderKeys ofPublicKey(PublicKey key) {
    return new ProviderKeys(key, null, null);
  }

  /** Certificate mode. */
  static ProviderKeys ofCertificate(X509Certificate configured, TrustedIssuers issuers) {
    ProviderKeys keys = new ProviderKeys(null, configured, issuers);
    keys.byNumber.put(CertificateNumber.of(configured), configured);
    return keys;
  }

  /**
   * The keys that a message may be signed with.
   *
   * @param number of the certificate that the message names; null if it names none
   */
  List<PublicKey> candidates(String number, Instant now) {
    if (publicKey != null) {
      return List.of(publicKey);
    }
    return byNumber.entrySet().stream()
        .filter(held -> number == null || held.getKey().equals(number))
        .filter(held -> TrustedIssuers.isGoodAt(held.getValue(), now))
        .map(held -> held.getValue().getPublicKey())
        .toList();
  }

  /** Whether a message names a certificate that is not held; never in key mode. */
  boolean lack(String number) {
    return publicKey == null && number != null && !byNumber.containsKey(number);
  }

  /** Whether a download could bring the certificate of that number. */
  boolean couldGet(String number) {
    return NUMBER.matcher(number).matches() && byNumber.size() < MOST_CERTIFICATES;
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

  /**
   * Takes a downloaded certificate if it may be the provider's: a root vouches for it, and it has
   * the name of the one in the configuration, for the same roots vouch for every merchant's.
   *
   * @param chain the certificate and whatever came with it
   * @throws MalformedAnswerException if it is not the certificate of that number, or not to be
   *     trusted
   */
  void take(String number, List<X509Certificate> chain, Instant now) {
    X509Certificate come = chain.get(0);
    if (!CertificateNumber.of(come).equals(number)) {
      throw new MalformedAnswerException("not-the-certificate-of-its-number");
    }
    if (!come.getSubjectX500Principal().equals(configured.getSubjectX500Principal())) {
      throw new MalformedAnswerException("certificate-of-another-name");
    }
    if (!Pem.isStrong(come) || !issuers.vouchFor(chain, now)) {
      throw new MalformedAnswerException("certificate-not-trusted");
    }
    byNumber.put(number, come);
  }
}
