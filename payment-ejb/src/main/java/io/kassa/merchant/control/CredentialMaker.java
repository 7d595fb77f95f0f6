package io.kassa.merchant.control;

import io.kassa.crypto.Envelope;
import io.kassa.crypto.KeyPurpose;
import io.kassa.crypto.Keys;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.entity.Credential;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.storage.Bytes;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Makes credentials: ids, secrets, and what is stored of them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CredentialMaker {
  private static final int ID_LENGTH = 20;
  private static final int SECRET_BYTES = 32;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SecureRandom random = new SecureRandom();

  @Inject private Keys keys;

  private Envelope envelope;

  @PostConstruct
  void prepare() {
    envelope = new Envelope(keys::ring, KeyPurpose.CREDENTIAL);
  }

  /**
   * A credential that is not stored yet, and its secret in clear.
   *
   * @param secret Base64 with the URL alphabet; null for ED25519, whose private key Kassa never
   *     sees
   */
  public record Made(Credential credential, String secret) {
    /** Leaves the secret out, whoever prints it. */
    @Override
    public String toString() {
      return "Made[" + credential.id() + "]";
    }
  }

  /**
   * Makes a credential.
   *
   * @param publicKey 32 bytes for ED25519, else null
   * @throws PaymentException INVALID_REQUEST if {@code publicKey} does not go with the type
   */
  public Made make(
      UUID merchantId,
      CredentialType type,
      Bytes publicKey,
      CredentialTerms terms,
      Instant createdAt) {
    if ((type == CredentialType.ED25519) != (publicKey != null)) {
      throw PaymentException.invalid("publicKey", "goes with the type ED25519, and only with it");
    }
    String id = newId();
    return switch (type) {
      case SECRET -> {
        String secret = newSecret();
        byte[] hash = CredentialCheck.hash(secret);
        yield new Made(Credential.secret(id, merchantId, hash, terms, createdAt), secret);
      }
      case HMAC -> {
        String secret = newSecret();
        byte[] sealed = envelope.seal(secret.getBytes(StandardCharsets.US_ASCII), context(id));
        yield new Made(Credential.hmac(id, merchantId, sealed, terms, createdAt), secret);
      }
      case ED25519 ->
          new Made(
              Credential.ed25519(id, merchantId, Bytes.array(publicKey), terms, createdAt), null);
    };
  }

  /** The key of a credential of type HMAC: the ASCII bytes of its secret as it was shown. */
  public byte[] open(Credential credential) {
    return envelope.open(credential.sealedSecret(), context(credential.id()));
  }

  private static byte[] context(String credentialId) {
    return Envelope.context("credentials", "sealed_secret", credentialId);
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String newId() {
    StringBuilder id = new StringBuilder("kc_");
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
