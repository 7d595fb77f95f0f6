package io.kassa.merchant.entity;

import io.kassa.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a credential may do, from where, and until when.
 *
 * @param scopes at least one
 * @param allowedAddresses CIDR ranges; empty means from anywhere
 * @param expiresAt null if it does not expire
 */
public record CredentialTerms(Set<Scope> scopes, List<String> allowedAddresses, Instant expiresAt) {
  public CredentialTerms {
    scopes = Set.copyOf(scopes);
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  /** The same terms until another time. */
  public CredentialTerms until(Instant expiry) {
    return new CredentialTerms(scopes, allowedAddresses, expiry);
  }
}
