package io.kassa.web.signature;

/** The algorithms of RFC 9421 section 3.3 that a credential may have; there are no others. */
public enum Algorithm {
  /** HMAC with SHA-256 (section 3.3.3). */
  HMAC_SHA256("hmac-sha256", 32),
  /** Ed25519 (section 3.3.6). */
  ED25519("ed25519", 64);

  private final String registeredName;
  private final int signatureBytes;

  Algorithm(String registeredName, int signatureBytes) {
    this.registeredName = registeredName;
    this.signatureBytes = signatureBytes;
  }

  /** The name in the registry of RFC 9421 section 6.2. */
  public String registeredName() {
    return registeredName;
  }

  /** The one whose signatures have this length, null if there is none. */
  static Algorithm ofSignature(byte[] signature) {
    if (signature.length == HMAC_SHA256.signatureBytes) {
      return HMAC_SHA256;
    }
    return signature.length == ED25519.signatureBytes ? ED25519 : null;
  }
}
