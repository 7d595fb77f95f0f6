package io.kassa.merchant.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.access.AddressRange;
import io.kassa.access.Scope;
import io.kassa.access.SignatureProof;
import io.kassa.crypto.MessageSignatures;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.storage.Bytes;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks a proof against the stored credential. Found credentials are remembered for {@link
 * MerchantDirectory#REMEMBERED}; unknown ones are not, so that nobody can fill the memory with
 * inventions. An unknown credential is compared too, with a key of nobody's.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CredentialCheck {
  private static final int MOST_REMEMBERED = 10_000;
  private static final byte[] NOBODYS = new byte[32];

  private final Cache<String, KnownCredential> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(MerchantDirectory.REMEMBERED)
          .build();

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private CredentialMaker maker;

  /**
   * The valid credential with this id and secret, or nothing.
   *
   * @param credentialId as sent, not null
   * @param secret as sent, not null
   * @param address where the request came from
   */
  public Optional<KnownCredential> bySecret(String credentialId, String secret, String address) {
    KnownCredential credential = find(credentialId, CredentialType.SECRET);
    boolean matches = MessageDigest.isEqual(hash(secret), material(credential));
    return matches && credential != null && credential.accepts(address)
        ? Optional.of(credential)
        : Optional.empty();
  }

  /**
   * The valid credential whose signature this is, or nothing. Which algorithm it is follows from
   * the credential, never from the message.
   *
   * @param proof what was signed, not null
   * @param address where the request came from
   */
  public Optional<KnownCredential> bySignature(SignatureProof proof, String address) {
    KnownCredential credential = find(proof.credentialId(), null);
    boolean ed25519 = credential != null && credential.type() == CredentialType.ED25519;
    byte[] key = material(credential);
    byte[] base = proof.base().getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Bytes.array(proof.signature());
    boolean matches =
        ed25519
            ? MessageSignatures.isEd25519(key, base, signature)
            : MessageSignatures.isHmacSha256(key, base, signature);
    return matches
            && credential != null
            && credential.type() != CredentialType.SECRET
            && proof.mayBe(ed25519 ? "ed25519" : "hmac-sha256")
            && credential.accepts(address)
        ? Optional.of(credential)
        : Optional.empty();
  }

  /** Makes this node read the credential again; the others follow within three seconds. */
  public void forget(String credentialId) {
    known.invalidate(credentialId);
  }

  /** The credential; null if there is none, or none of this type. A null type is any. */
  private KnownCredential find(String credentialId, CredentialType type) {
    KnownCredential remembered = known.getIfPresent(credentialId);
    KnownCredential credential = remembered != null ? remembered : read(credentialId);
    return credential == null || (type != null && credential.type() != type) ? null : credential;
  }

  private static byte[] material(KnownCredential credential) {
    return credential == null ? NOBODYS : Bytes.array(credential.material());
  }

  private KnownCredential read(String credentialId) {
    Credential stored = entities.find(Credential.class, credentialId);
    if (stored == null || stored.revokedAt() != null) {
      return null;
    }
    CredentialTerms terms = stored.terms();
    KnownCredential read =
        new KnownCredential(
            stored.id(),
            stored.merchantId(),
            stored.type(),
            Bytes.of(material(stored)),
            Scope.permissions(terms.scopes()),
            terms.allowedAddresses().stream().map(AddressRange::parse).toList(),
            terms.expiresAt() == null ? Instant.MAX : terms.expiresAt());
    known.put(credentialId, read);
    return read;
  }

  private byte[] material(Credential stored) {
    return switch (stored.type()) {
      case SECRET -> stored.secretHash();
      case HMAC -> maker.open(stored);
      case ED25519 -> stored.publicKey();
    };
  }

  /** SHA-256 of the secret's UTF-8 bytes. */
  public static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
