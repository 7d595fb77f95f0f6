package io.kassa.web.signature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What verifies a credential's signatures. Neither kind shows its bytes. Both are immutable, safe
 * for use by many threads, and meant to be kept: making one costs more than using it.
 */
public sealed interface SignatureKey {
  /** The only algorithm this key is used with. */
  Algorithm algorithm();

  /**
   * Whether these bytes were signed with this key.
   *
   * @param signature as long as the algorithm's signatures are
   */
  boolean verifies(byte[] signed, byte[] signature);

  /** A secret that both sides know. */
  final class Hmac implements SignatureKey {
    /** As long as the hash (RFC 2104 section 3). */
    public static final int MIN_BYTES = 32;

    private static final String NAME = "HmacSHA256";

    private final Mac keyed;

    /**
     * @param secret {@link #MIN_BYTES} or more, copied
     * @throws IllegalArgumentException if it is shorter
     */
    public Hmac(byte[] secret) {
      if (secret.length < MIN_BYTES) {
        throw new IllegalArgumentException("a secret has at least " + MIN_BYTES + " bytes");
      }
      try {
        keyed = Mac.getInstance(NAME);
        keyed.init(new SecretKeySpec(secret, NAME));
      } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
        throw new IllegalStateException("this JDK cannot make an " + NAME, impossible);
      }
    }

    @Override
    public Algorithm algorithm() {
      return Algorithm.HMAC_SHA256;
    }

    @Override
    public boolean verifies(byte[] signed, byte[] signature) {
      return MessageDigest.isEqual(copy().doFinal(signed), signature);
    }

    /** A Mac serves one thread; a copy is cheaper than a new one, which looks up its provider. */
    private Mac copy() {
      try {
        return (Mac) keyed.clone();
      } catch (CloneNotSupportedException impossible) {
        throw new IllegalStateException("this JDK cannot copy an " + NAME, impossible);
      }
    }

    @Override
    public String toString() {
      return "SignatureKey.Hmac";
    }
  }

  /** The public half of a merchant's key pair. */
  final class Ed25519Key implements SignatureKey {
    /** RFC 8032 section 5.1.5. */
    public static final int BYTES = Ed25519PublicKeyParameters.KEY_SIZE;

    private final Ed25519PublicKeyParameters point;

    /**
     * @param publicKey the {@link #BYTES} bytes of RFC 8032, copied
     * @throws IllegalArgumentException if they are none, or a point of small order, for which one
     *     signature fits many messages
     */
    public Ed25519Key(byte[] publicKey) {
      if (publicKey.length != BYTES || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
        throw new IllegalArgumentException("this is no Ed25519 public key");
      }
      point = new Ed25519PublicKeyParameters(publicKey, 0);
    }

    @Override
    public Algorithm algorithm() {
      return Algorithm.ED25519;
    }

    @Override
    public boolean verifies(byte[] signed, byte[] signature) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(false, point);
      signer.update(signed, 0, signed.length);
      return signer.verifySignature(signature);
    }

    @Override
    public String toString() {
      return "SignatureKey.Ed25519Key";
    }
  }
}
