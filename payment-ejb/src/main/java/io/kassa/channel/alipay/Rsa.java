package io.kassa.channel.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

/** RSA2, which is SHA256withRSA over the text in UTF-8, with signatures in Base64. */
final class Rsa {
  /** The provider's name of it. */
  static final String NAME = "RSA2";

  private static final String ALGORITHM = "SHA256withRSA";

  private Rsa() {}

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was checked does not sign", impossible);
    }
  }

  /** Whether the signature holds. Anything that is no signature at all does not. */
  static boolean verifies(PublicKey key, String text, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(bytes);
    } catch (SignatureException wrongLength) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was checked does not verify", impossible);
    }
  }
}
