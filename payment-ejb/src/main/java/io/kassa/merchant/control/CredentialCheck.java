package io.kassa.merchant.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kassa.access.IpAddress;
import io.kassa.storage.Bytes;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Checks a proof against the stored credential. Found credentials are remembered for {@link
 * MerchantDirectory#REMEMBERED}; unknown ones are not, so that nobody can fill the memory with
 * inventions. An unknown credential's secret is compared too, with nobody's hash.
 */
@ApplicationScoped
public class CredentialCheck {
  private static final int MOST_REMEMBERED = 10_000;
  private static final byte[] NOBODYS = new byte[32];

  private final Cache<String, KnownCredential> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(MerchantDirectory.REMEMBERED)
          .build();

  @EJB private MerchantReading reading;

  /**
   * The valid credential with this id and secret, or nothing.
   *
   * @param credentialId as sent, not null
   * @param secret as sent, not null
   * @param address where the request came from
   */
  public Optional<KnownCredential> bySecret(String credentialId, String secret, IpAddress address) {
    KnownCredential credential = find(credentialId);
    Bytes expected = credential == null ? null : credential.secretHash();
    boolean matches =
        MessageDigest.isEqual(hash(secret), expected == null ? NOBODYS : Bytes.array(expected));
    return matches && credential.accepts(address) ? Optional.of(credential) : Optional.empty();
  }

  /**
   * The valid credential that signs with this id, or nothing.
   *
   * @param credentialId as sent, not null
   * @param address where the request came from
   */
  public Optional<KnownCredential> signing(String credentialId, IpAddress address) {
    return Optional.ofNullable(find(credentialId))
        .filter(credential -> credential.key() != null && credential.accepts(address));
  }

  /** Makes this node read the credential again; the others follow within three seconds. */
  public void forget(String credentialId) {
    known.invalidate(credentialId);
  }

  /** The credential; null if there is none. */
  private KnownCredential find(String credentialId) {
    KnownCredential remembered = known.getIfPresent(credentialId);
    if (remembered != null) {
      return remembered;
    }
    KnownCredential read = reading.credential(credentialId).orElse(null);
    if (read != null) {
      known.put(credentialId, read);
    }
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
