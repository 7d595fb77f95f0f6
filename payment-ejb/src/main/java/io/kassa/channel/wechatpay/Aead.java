package io.kassa.channel.wechatpay;

import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_256_GCM: how the provider encrypts what a notice tells and its certificates. */
final class Aead {
  static final String NAME = "AEAD_AES_256_GCM";
  static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int TAG_BYTES = TAG_BITS / Byte.SIZE;

  private final SecretKey key;

  /**
   * @param apiV3Key {@link #KEY_BYTES} ASCII characters, checked before
   */
  Aead(String apiV3Key) {
    key = new SecretKeySpec(apiV3Key.getBytes(StandardCharsets.US_ASCII), "AES");
  }

  /**
   * Decrypts the members {@code nonce}, {@code associated_data} and {@code ciphertext}.
   *
   * @return empty if they were not encrypted with this key, or were changed
   */
  Optional<Bytes> decrypt(JsonAnswer sealed) {
    if (!NAME.equals(sealed.text("algorithm"))) {
      return Optional.empty();
    }
    String associated = sealed.textOrNull("associated_data");
    return decrypt(
        sealed.text("nonce"), associated == null ? "" : associated, sealed.text("ciphertext"));
  }

  Optional<Bytes> decrypt(String nonce, String associated, String base64) {
    byte[] iv = nonce.getBytes(StandardCharsets.UTF_8);
    byte[] sealed;
    try {
      sealed = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (iv.length != NONCE_BYTES || sealed.length < TAG_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
      return Optional.of(Bytes.of(cipher.doFinal(sealed)));
    } catch (AEADBadTagException wrong) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK cannot decrypt AES-GCM", impossible);
    }
  }
}
