package io.kassa.crypto;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key (RFC 8032) with what is the same in all its signatures. Immutable. */
final class SigningKey {
  static final int SEED_BYTES = Ed25519PrivateKeyParameters.KEY_SIZE;

  private final Ed25519PrivateKeyParameters privateKey;
  private final ConfirmationSigner.PublicKey publicKey;
  private final String encodedHeader;

  SigningKey(int version, byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("an Ed25519 private key has " + SEED_BYTES + " bytes");
    }
    privateKey = new Ed25519PrivateKeyParameters(seed, 0);
    publicKey =
        ConfirmationSigner.PublicKey.of(version, privateKey.generatePublicKey().getEncoded());
    encodedHeader = ConfirmationSigner.encodedHeader(publicKey.kid());
  }

  ConfirmationSigner.PublicKey publicKey() {
    return publicKey;
  }

  /** The protected header in its JWS spelling, without the dot. */
  String encodedHeader() {
    return encodedHeader;
  }

  /** The 64 bytes of the signature; deterministic. */
  byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, privateKey);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /** Says which key, never what is in it. */
  @Override
  public String toString() {
    return "SigningKey[" + publicKey.kid() + "]";
  }
}
