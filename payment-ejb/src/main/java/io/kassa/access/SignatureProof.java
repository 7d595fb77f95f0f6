package io.kassa.access;

import io.kassa.storage.Bytes;

/**
 * A signature and what was signed (RFC 9421); its policy (components, time, digest) was checked.
 *
 * @param credentialId the {@code keyid}
 * @param algorithm what the message claims; null if it claims nothing
 * @param nonce null where nothing changes
 * @param base the signature base (section 2.5), ASCII
 * @param signature the signature's bytes
 */
public record SignatureProof(
    String credentialId, String algorithm, Nonce nonce, String base, Bytes signature) {

  /** A proof, its signature in bytes. */
  public static SignatureProof of(
      String credentialId, String algorithm, Nonce nonce, String base, byte[] signature) {
    return new SignatureProof(credentialId, algorithm, nonce, base, Bytes.of(signature));
  }

  /** Whether the message does not contradict its credential about the algorithm. */
  public boolean mayBe(String credentialsAlgorithm) {
    return algorithm == null || algorithm.equals(credentialsAlgorithm);
  }
}
