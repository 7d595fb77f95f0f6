package io.kassa.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * An HTTP message signature (RFC 9421) over the method, the whole target, the digest of the body
 * (RFC 9530), the idempotency key and the body's type. The secret never travels.
 */
public final class SignedProof implements Proof {
  private static final String LABEL = "sig1";

  private final String keyId;
  private final String algorithm;
  private final Signing signing;
  private final Clock clock;

  /** The step of cryptography. */
  public interface Signing {
    /** The signature over these bytes. */
    byte[] sign(byte[] bytes) throws GeneralSecurityException;
  }

  /**
   * Signs as this credential.
   *
   * @param algorithm {@code hmac-sha256} or {@code ed25519}
   * @param clock the server takes what is at most 300 s old and 30 s ahead
   */
  public SignedProof(String keyId, String algorithm, Signing signing, Clock clock) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.signing = signing;
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(
      String method, URI uri, byte[] body, Map<String, String> headers) {
    Map<String, String> proof = new LinkedHashMap<>();
    Map<String, String> covered = new LinkedHashMap<>();
    covered.put("@method", method);
    covered.put("@target-uri", uri.toString());
    headers.forEach((name, value) -> covered.put(name.toLowerCase(Locale.ROOT), value));
    if (body.length > 0) {
      String digest = "sha-256=:" + base64(SignedProof::sha256, body) + ":";
      proof.put("Content-Digest", digest);
      covered.put("content-digest", digest);
    }

    String parameters = parameters(covered.keySet());
    StringBuilder base = new StringBuilder();
    covered.forEach((name, value) -> base.append('"' + name + "\": " + value + "\n"));
    base.append("\"@signature-params\": ").append(parameters);
    byte[] text = base.toString().getBytes(StandardCharsets.US_ASCII);

    proof.put("Signature-Input", LABEL + "=" + parameters);
    proof.put("Signature", LABEL + "=:" + base64(signing, text) + ":");
    return proof;
  }

  private String parameters(Iterable<String> components) {
    return "(\""
        + String.join("\" \"", components)
        + "\");created="
        + clock.instant().getEpochSecond()
        + ";keyid=\""
        + keyId
        + "\";nonce=\""
        + UUID.randomUUID()
        + "\";alg=\""
        + algorithm
        + '"';
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(Signing step, byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(step.sign(bytes));
    } catch (GeneralSecurityException unfit) {
      throw new IllegalStateException("this Java cannot sign so", unfit);
    }
  }
}
