package io.kassa.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests by RFC 9421 with {@code hmac-sha256}, as a merchant's server would that signs
 * thousands in a second: one MAC for each thread, no formatting.
 */
final class RequestSeal {
  private final String keyId;
  private final ThreadLocal<Mac> macs;
  private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(RequestSeal::sha256);

  RequestSeal(String keyId, String secret) {
    this.keyId = keyId;
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    this.macs = ThreadLocal.withInitial(() -> mac(key));
  }

  /** The header lines that sign a POST of this JSON body, each ended by CRLF. */
  String lines(String uri, String body, String nonce) {
    Base64.Encoder base64 = Base64.getEncoder();
    String digest =
        "sha-256=:"
            + base64.encodeToString(digests.get().digest(body.getBytes(StandardCharsets.UTF_8)))
            + ":";
    String parameters =
        "(\"@method\" \"@target-uri\" \"content-digest\");created="
            + Instant.now().getEpochSecond()
            + ";keyid=\""
            + keyId
            + "\";nonce=\""
            + nonce
            + "\";alg=\"hmac-sha256\"";
    String base =
        "\"@method\": POST\n\"@target-uri\": "
            + uri
            + "\n\"content-digest\": "
            + digest
            + "\n\"@signature-params\": "
            + parameters;
    byte[] signature = macs.get().doFinal(base.getBytes(StandardCharsets.US_ASCII));
    return "Content-Digest: "
        + digest
        + "\r\nSignature-Input: sig1="
        + parameters
        + "\r\nSignature: sig1=:"
        + base64.encodeToString(signature)
        + ":\r\n";
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
