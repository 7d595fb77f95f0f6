package io.kassa.client;

import io.kassa.client.http.Proof;
import io.kassa.client.http.SignedProof;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a merchant's server proves who it is. With {@link #hmac} and {@link #ed25519} each request is
 * signed (RFC 9421) and no secret travels; they need the API's public address, the one that Kassa
 * writes into its links.
 */
public final class MerchantCredential {
  private final Proof proof;

  private MerchantCredential(Proof proof) {
    this.proof = proof;
  }

  /**
   * A credential of the type {@code SECRET}: HTTP Basic, over TLS only.
   *
   * @param credentialId begins with {@code kc_}
   * @param secret as it was shown
   * @return the credential
   */
  public static MerchantCredential basic(String credentialId, String secret) {
    byte[] pair = (credentialId + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return new MerchantCredential(
        Proof.authorization("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  /**
   * A credential of the type {@code HMAC}: signs with the secret.
   *
   * @param credentialId begins with {@code kc_}
   * @param secret as it was shown; its ASCII characters are the key
   * @return the credential
   */
  public static MerchantCredential hmac(String credentialId, String secret) {
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    return signed(
        credentialId,
        "hmac-sha256",
        text -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(key);
          return mac.doFinal(text);
        });
  }

  /**
   * A credential of the type {@code ED25519}: signs with a private key that never leaves the
   * merchant. Needs Java 15 or newer, or a security provider that has Ed25519.
   *
   * @param credentialId begins with {@code kc_}
   * @param key of the algorithm Ed25519
   * @return the credential
   */
  public static MerchantCredential ed25519(String credentialId, PrivateKey key) {
    return signed(
        credentialId,
        "ed25519",
        text -> {
          Signature signature = Signature.getInstance("Ed25519");
          signature.initSign(key);
          signature.update(text);
          return signature.sign();
        });
  }

  private static MerchantCredential signed(
      String id, String algorithm, SignedProof.Signing signing) {
    return new MerchantCredential(new SignedProof(id, algorithm, signing, Clock.systemUTC()));
  }

  Proof proof() {
    return proof;
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "MerchantCredential";
  }
}
