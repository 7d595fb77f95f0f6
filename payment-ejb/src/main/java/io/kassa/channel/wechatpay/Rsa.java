package io.kassa.channel.wechatpay;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

/** SHA256withRSA, the only algorithm of API v3, with signatures in Base64. */
final class Rsa {
  private static final String ALGORITHM = "SHA256withRSA";

  private Rsa() {}

  static String sign(PrivateKey key, byte[] text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was checked does not sign", impossible);
    }
  }

  /** Whether the signature holds. Anything that is no signature at all does not. */
  static boolean verifies(PublicKey key, byte[] text, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      // the last character has bits that say nothing: one signature, one spelling
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text);
      return signature.verify(bytes);
    } catch (SignatureException wrongLength) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a key that was checked does not verify", impossible);
    }
  }
}
