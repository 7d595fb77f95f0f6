package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.books.Numbers;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_256_GCM under a merchant's APIv3 key (RFC 5116, 5.2), as WeChat Pay writes it down. */
final class AesGcm {

  static final String ALGORITHM = "AEAD_AES_256_GCM";
  private static final int TAG_BITS = 128;
  private static final int NONCE_LENGTH = 12;

  private AesGcm() {}

  /** The members {@code algorithm}, {@code nonce}, {@code associated_data}, {@code ciphertext}. */
  static JsonObjectBuilder encrypt(Merchant merchant, String associatedData, String text) {
    String nonce = Numbers.nonce(NONCE_LENGTH);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(merchant.apiV3Key().getBytes(StandardCharsets.UTF_8), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
      byte[] ciphertext = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Json.createObjectBuilder()
          .add("algorithm", ALGORITHM)
          .add("nonce", nonce)
          .add("associated_data", associatedData)
          .add("ciphertext", Base64.getEncoder().encodeToString(ciphertext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the APIv3 key of " + merchant.mchid(), e);
    }
  }
}
