package io.kassa.merchant.boundary;

import io.kassa.access.Scope;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.CredentialType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A credential as its merchant and operators see it.
 *
 * @param publicKey Base64 with the URL alphabet; null unless the type is ED25519
 * @param secret only in the answer that created it, else null
 */
public record CredentialView(
    String id,
    UUID merchantId,
    CredentialType type,
    List<Scope> scopes,
    List<String> allowedAddresses,
    String publicKey,
    Instant createdAt,
    Instant expiresAt,
    Instant revokedAt,
    Instant lastUsedAt,
    String secret) {

  static CredentialView of(Credential credential, String secret) {
    CredentialTerms terms = credential.terms();
    return new CredentialView(
        credential.id(),
        credential.merchantId(),
        credential.type(),
        terms.scopes().stream().sorted().toList(),
        terms.allowedAddresses(),
        text(credential.publicKey()),
        credential.createdAt(),
        terms.expiresAt(),
        credential.revokedAt(),
        credential.lastUsedAt(),
        secret);
  }

  private static String text(byte[] publicKey) {
    return publicKey == null
        ? null
        : Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey);
  }

  /** Leaves the secret out, whoever prints it. */
  @Override
  public String toString() {
    return "CredentialView[" + id + "]";
  }
}
