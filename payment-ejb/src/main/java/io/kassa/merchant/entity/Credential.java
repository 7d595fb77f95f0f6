package io.kassa.merchant.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** How a merchant's server proves who it is. Revoked for good, never deleted. */
@Entity
@Table(name = "credentials")
@NamedQuery(
    name = "Credential.ofMerchant",
    query = "select c from Credential c where c.merchantId = :merchantId order by c.createdAt")
public class Credential {
  @Id private String id;

  @Column(name = "merchant_id", updatable = false)
  private UUID merchantId;

  @Enumerated(EnumType.STRING)
  @Column(name = "type", updatable = false)
  private CredentialType type;

  @Column(name = "secret_hash", updatable = false)
  private byte[] secretHash;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Version private long version;

  protected Credential() {}

  private Credential(String id, UUID merchantId, CredentialType type, Instant createdAt) {
    this.id = id;
    this.merchantId = merchantId;
    this.type = type;
    this.createdAt = createdAt;
  }

  /** A secret's credential; {@code secretHash} is the SHA-256 of the secret, 32 bytes. */
  public static Credential secret(
      String id, UUID merchantId, byte[] secretHash, Instant createdAt, Instant expiresAt) {
    Credential credential = new Credential(id, merchantId, CredentialType.SECRET, createdAt);
    credential.secretHash = secretHash.clone();
    credential.expiresAt = expiresAt;
    return credential;
  }

  /** Takes the credential back; doing so again changes nothing. */
  public void revoke(Instant at) {
    if (revokedAt == null) {
      revokedAt = at;
    }
  }

  public String id() {
    return id;
  }

  public UUID merchantId() {
    return merchantId;
  }

  public CredentialType type() {
    return type;
  }

  public byte[] secretHash() {
    return secretHash.clone();
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Null if it does not expire. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** Null while it is valid. */
  public Instant revokedAt() {
    return revokedAt;
  }
}
