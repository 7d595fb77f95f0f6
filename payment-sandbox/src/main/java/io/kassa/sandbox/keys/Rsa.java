package io.kassa.sandbox.keys;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** SHA256withRSA, which both providers use. */
public final class Rsa {

  private static final String ALGORITHM = "SHA256withRSA";
  private static final int BITS = 2048;

  private Rsa() {}

  static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes RSA keys", e);
    }
  }

  /** The signature over the text as UTF-8, in Base64. */
  public static String sign(PrivateKey key, String text) {
    return sign(key, text, StandardCharsets.UTF_8);
  }

  /** The signature over the text in this charset, in Base64. */
  public static String sign(PrivateKey key, String text, Charset charset) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(charset));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an RSA key signs", e);
    }
  }

  /** False also for what is no signature at all. */
  public static boolean verifies(PublicKey key, String text, String base64, Charset charset) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(text.getBytes(charset));
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
