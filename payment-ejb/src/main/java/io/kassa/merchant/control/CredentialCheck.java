package io.kassa.merchant.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.storage.Bytes;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
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
import java.util.UUID;

/**
 * Compares a secret with the stored hash, in the same time whatever was wrong. Found credentials
 * are remembered for {@link MerchantDirectory#REMEMBERED}; unknown ones are not, so that nobody can
 * fill the memory with inventions.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CredentialCheck {
  private static final int MOST_REMEMBERED = 10_000;
  private static final byte[] NOBODYS_HASH = new byte[32];

  private record Known(UUID merchantId, Bytes secretHash, Instant validUntil) {}

  private final Cache<String, Known> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(MerchantDirectory.REMEMBERED)
          .build();

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * The merchant whose valid credential this is, or nothing.
   *
   * @param credentialId as sent, not null
   * @param secret as sent, not null
   */
  public Optional<UUID> merchantOf(String credentialId, String secret) {
    byte[] hash = hash(secret);
    Known credential = known.getIfPresent(credentialId);
    if (credential == null) {
      credential = read(credentialId);
    }
    boolean matches =
        MessageDigest.isEqual(
            hash, credential == null ? NOBODYS_HASH : Bytes.array(credential.secretHash()));
    boolean valid = credential != null && Instant.now().isBefore(credential.validUntil());
    return matches && valid ? Optional.of(credential.merchantId()) : Optional.empty();
  }

  /** Makes this node read the credential again; the others follow within three seconds. */
  public void forget(String credentialId) {
    known.invalidate(credentialId);
  }

  private Known read(String credentialId) {
    Credential stored = entities.find(Credential.class, credentialId);
    if (stored == null || stored.type() != CredentialType.SECRET || stored.revokedAt() != null) {
      return null;
    }
    Instant until = stored.expiresAt() == null ? Instant.MAX : stored.expiresAt();
    Known read = new Known(stored.merchantId(), Bytes.of(stored.secretHash()), until);
    known.put(credentialId, read);
    return read;
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
