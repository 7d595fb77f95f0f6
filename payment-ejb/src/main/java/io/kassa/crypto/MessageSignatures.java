package io.kassa.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Checks signatures of HTTP messages: the two algorithms of RFC 9421 section 3.3 that Kassa knows.
 */
public final class MessageSignatures {
  /** Of an Ed25519 public key. */
  public static final int PUBLIC_KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  private static final String HMAC = "HmacSHA256";

  private MessageSignatures() {}

  /** Whether this is HMAC-SHA-256 of the message (section 3.3.3), compared in constant time. */
  public static boolean isHmacSha256(byte[] key, byte[] message, byte[] signature) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return MessageDigest.isEqual(mac.doFinal(message), signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is missing in this JDK", e);
    }
  }

  /** Whether the private half of this key signed the message (section 3.3.6). */
  public static boolean isEd25519(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == PUBLIC_KEY_BYTES
        && signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }

  /** Whether these bytes are a point on the curve that can verify anything (RFC 8032 5.1.3). */
  public static boolean isPublicKey(byte[] bytes) {
    return bytes.length == PUBLIC_KEY_BYTES && Ed25519.validatePublicKeyFull(bytes, 0);
  }
}
