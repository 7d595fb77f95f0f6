package io.kassa.merchant.entity;

import io.kassa.access.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How a merchant's server proves who it is: by what it holds ({@link CredentialType}), within its
 * terms. It may be given an earlier end, when a newer credential takes over, or be revoked for
 * good; it is never deleted and its terms never widen.
 */
@Entity
@Table(name = "credentials")
@NamedQuery(
    name = "Credential.ofMerchant",
    query =
        "select c from Credential c where c.merchantId = :merchantId order by c.createdAt, c.id")
@NamedQuery(
    name = "Credential.countUsable",
    query =
        "select count(c) from Credential c where c.merchantId = :merchantId and c.revokedAt is null"
            + " and (c.expiresAt is null or c.expiresAt > :now)")
public class Credential {
  @Id private String id;

  @Column(name = "merchant_id", updatable = false)
  private UUID merchantId;

  @Enumerated(EnumType.STRING)
  @Column(name = "type", updatable = false)
  private CredentialType type;

  @Column(name = "secret_hash", updatable = false)
  private byte[] secretHash;

  @Column(name = "sealed_secret", updatable = false)
  private byte[] sealedSecret;

  @Column(name = "public_key", updatable = false)
  private byte[] publicKey;

  @Column(name = "scopes", updatable = false)
  private String scopes;

  @Column(name = "allowed_addresses", updatable = false)
  private String allowedAddresses;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Column(name = "last_used_at", insertable = false, updatable = false)
  private Instant lastUsedAt;

  @Version private long version;

  protected Credential() {}

  private Credential(
      String id, UUID merchantId, CredentialType type, CredentialTerms terms, Instant createdAt) {
    this.id = id;
    this.merchantId = merchantId;
    this.type = type;
    this.scopes =
        terms.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    this.allowedAddresses = String.join(" ", terms.allowedAddresses());
    this.expiresAt = terms.expiresAt();
    this.createdAt = createdAt;
  }

  /** Proven by a secret; {@code secretHash} is its SHA-256, 32 bytes. */
  public static Credential secret(
      String id, UUID merchantId, byte[] secretHash, CredentialTerms terms, Instant createdAt) {
    Credential credential = new Credential(id, merchantId, CredentialType.SECRET, terms, createdAt);
    credential.secretHash = secretHash.clone();
    return credential;
  }

  /** Proven by signatures with a shared secret; {@code sealedSecret} is that secret, encrypted. */
  public static Credential hmac(
      String id, UUID merchantId, byte[] sealedSecret, CredentialTerms terms, Instant createdAt) {
    Credential credential = new Credential(id, merchantId, CredentialType.HMAC, terms, createdAt);
    credential.sealedSecret = sealedSecret.clone();
    return credential;
  }

  /** Proven by signatures; {@code publicKey} is the merchant's Ed25519 key, 32 bytes. */
  public static Credential ed25519(
      String id, UUID merchantId, byte[] publicKey, CredentialTerms terms, Instant createdAt) {
    Credential credential =
        new Credential(id, merchantId, CredentialType.ED25519, terms, createdAt);
    credential.publicKey = publicKey.clone();
    return credential;
  }

  /** Takes the credential back; doing so again changes nothing. */
  public void revoke(Instant at) {
    if (revokedAt == null) {
      revokedAt = at;
    }
  }

  /** Ends the credential at this time, unless it ends earlier anyway. */
  public void endBy(Instant at) {
    if (expiresAt == null || at.isBefore(expiresAt)) {
      expiresAt = at;
    }
  }

  /** Whether it proves anything at this time. */
  public boolean isUsable(Instant at) {
    return revokedAt == null && (expiresAt == null || at.isBefore(expiresAt));
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

  /** Null unless the type is SECRET. */
  public byte[] secretHash() {
    return secretHash == null ? null : secretHash.clone();
  }

  /** Null unless the type is HMAC. */
  public byte[] sealedSecret() {
    return sealedSecret == null ? null : sealedSecret.clone();
  }

  /** Null unless the type is ED25519. */
  public byte[] publicKey() {
    return publicKey == null ? null : publicKey.clone();
  }

  /** What it may do, from where, and until when. */
  public CredentialTerms terms() {
    Set<Scope> known =
        Arrays.stream(scopes.split(" "))
            .map(Scope::parse)
            .flatMap(scope -> scope.stream())
            .collect(Collectors.toUnmodifiableSet());
    return new CredentialTerms(
        known,
        allowedAddresses.isEmpty() ? List.of() : List.of(allowedAddresses.split(" ")),
        expiresAt);
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Null while it is valid. */
  public Instant revokedAt() {
    return revokedAt;
  }

  /** Roughly when it last proved anything, at most ten seconds late; null if never. */
  public Instant lastUsedAt() {
    return lastUsedAt;
  }
}
