package io.kassa.channel.alipay;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may vouch for a certificate of the provider's: the roots of the configuration, and what
 * stands between them and the provider's certificate that is configured. Those in between may lack
 * the mark of an authority, as the provider's own for its sandbox does; one that comes over the
 * network has to have it, for the same authority makes the merchants' certificates.
 */
final class TrustedIssuers {
  private static final int LONGEST_PATH = 4;
  private static final int NO_AUTHORITY = -1;

  private final List<X509Certificate> issuers;

  private TrustedIssuers(List<X509Certificate> issuers) {
    this.issuers = List.copyOf(issuers);
  }

  /**
   * The issuers of a configured certificate.
   *
   * @param chain the provider's certificate and whatever else is in its file
   * @return empty if no root vouches for it, whatever the date
   */
  static Optional<TrustedIssuers> of(List<X509Certificate> roots, List<X509Certificate> chain) {
    List<X509Certificate> issuers = new ArrayList<>(roots);
    List<X509Certificate> others = chain.subList(1, chain.size());
    X509Certificate current = chain.get(0);
    for (int step = 0; step < LONGEST_PATH; step++) {
      if (issuer(roots, current).isPresent()) {
        return Optional.of(new TrustedIssuers(issuers));
      }
      Optional<X509Certificate> next = issuer(others, current);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      current = next.get();
      issuers.add(current);
    }
    return Optional.empty();
  }

  /**
   * Whether they vouch for a certificate now.
   *
   * @param chain the certificate and whatever came with it
   */
  boolean vouchFor(List<X509Certificate> chain, Instant now) {
    List<X509Certificate> authorities =
        chain.stream()
            .skip(1)
            .filter(certificate -> certificate.getBasicConstraints() != NO_AUTHORITY)
            .toList();
    X509Certificate current = chain.get(0);
    for (int step = 0; step < LONGEST_PATH && isGoodAt(current, now); step++) {
      Optional<X509Certificate> known = issuer(issuers, current);
      if (known.isPresent()) {
        return isGoodAt(known.get(), now);
      }
      Optional<X509Certificate> next = issuer(authorities, current);
      if (next.isEmpty()) {
        return false;
      }
      current = next.get();
    }
    return false;
  }

  static boolean isGoodAt(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static Optional<X509Certificate> issuer(
      List<X509Certificate> candidates, X509Certificate certificate) {
    return candidates.stream()
        .filter(
            candidate ->
                candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .filter(candidate -> hasSigned(candidate, certificate))
        .findFirst();
  }

  private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException notIts) {
      return false;
    }
  }
}
