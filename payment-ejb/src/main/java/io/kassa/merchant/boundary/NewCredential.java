package io.kassa.merchant.boundary;

import io.kassa.access.SignatureKey;
import io.kassa.failure.PaymentException;
import io.kassa.merchant.entity.CredentialTerms;
import io.kassa.merchant.entity.CredentialType;
import io.kassa.storage.Bytes;
import java.util.Base64;

/**
 * A credential to create.
 *
 * @param publicKey the merchant's Ed25519 public key, 32 bytes; null unless the type is ED25519
 */
public record NewCredential(CredentialType type, Bytes publicKey, CredentialTerms terms) {

  /**
   * A credential to create, its key in text.
   *
   * @param publicKey Base64 with either alphabet of the key's 32 bytes; null for none
   * @throws PaymentException INVALID_REQUEST for a {@code publicKey} that is no Ed25519 key
   */
  public static NewCredential of(CredentialType type, String publicKey, CredentialTerms terms) {
    return new NewCredential(type, publicKey(publicKey), terms);
  }

  static Bytes publicKey(String text) {
    if (text == null) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException noBase64) {
      bytes = new byte[0];
    }
    if (!SignatureKey.Ed25519Key.isPossible(bytes)) {
      throw PaymentException.invalid(
          "publicKey", "must be the 32 bytes of an Ed25519 public key in Base64");
    }
    return Bytes.of(bytes);
  }
}
