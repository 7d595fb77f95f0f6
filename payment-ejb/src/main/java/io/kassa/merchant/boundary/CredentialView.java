package io.kassa.merchant.boundary;

import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialType;
import java.time.Instant;

/**
 * A credential as an operator sees it.
 *
 * @param secret only in the answer that created it, else null
 */
public record CredentialView(
    String id,
    CredentialType type,
    Instant createdAt,
    Instant expiresAt,
    Instant revokedAt,
    String secret) {

  static CredentialView of(Credential credential, String secret) {
    return new CredentialView(
        credential.id(),
        credential.type(),
        credential.createdAt(),
        credential.expiresAt(),
        credential.revokedAt(),
        secret);
  }

  /** Leaves the secret out, whoever prints it. */
  @Override
  public String toString() {
    return "CredentialView[" + id + "]";
  }
}
