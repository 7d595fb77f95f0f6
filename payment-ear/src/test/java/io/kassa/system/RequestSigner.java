package io.kassa.system;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A merchant's server that signs what it sends (RFC 9421, RFC 9530). Written from the RFCs with the
 * JDK alone, so that it shares no error with the verifier.
 */
record RequestSigner(
    String keyId, String algorithm, Step signing, Clock clock, Supplier<String> nonces) {

  /** A step of cryptography. */
  interface Step {
    byte[] apply(byte[] bytes) throws GeneralSecurityException;
  }

  /** Signs with a secret. */
  static RequestSigner hmac(String keyId, byte[] secret) {
    return ofNow(
        keyId,
        "hmac-sha256",
        base -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(new SecretKeySpec(secret, "HmacSHA256"));
          return mac.doFinal(base);
        });
  }

  /** Signs with the private half of an Ed25519 key pair, as the JDK makes it. */
  static RequestSigner ed25519(String keyId, PrivateKey key) {
    return ofNow(
        keyId,
        "ed25519",
        base -> {
          Signature signature = Signature.getInstance("Ed25519");
          signature.initSign(key);
          signature.update(base);
          return signature.sign();
        });
  }

  private static RequestSigner ofNow(String keyId, String algorithm, Step signing) {
    return new RequestSigner(
        keyId, algorithm, signing, Clock.systemUTC(), () -> UUID.randomUUID().toString());
  }

  /** The same signer, which signs as if it were then, always with this nonce. */
  RequestSigner at(Instant created, String nonce) {
    Clock then = Clock.fixed(created, Clock.systemUTC().getZone());
    return new RequestSigner(keyId, algorithm, signing, then, () -> nonce);
  }

  /**
   * A signed request, not sent yet. It covers the method, the whole target, each of the headers and
   * the digest of a body.
   *
   * @param uri absolute, at the server's public origin
   * @param body 0 bytes for none
   * @param headers one value each
   */
  HttpRequest.Builder sign(String method, URI uri, byte[] body, Map<String, String> headers) {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    if (body.length > 0) {
      sent.put("Content-Digest", "sha-256=:" + base64(RequestSigner::sha256, body) + ":");
    }
    Map<String, String> covered = new LinkedHashMap<>();
    covered.put("@method", method);
    covered.put("@target-uri", uri.toString());
    sent.forEach((name, value) -> covered.put(name.toLowerCase(Locale.ROOT), value));

    String input = input(covered.keySet());
    StringBuilder base = new StringBuilder();
    covered.forEach((name, value) -> base.append("\"%s\": %s\n".formatted(name, value)));
    base.append("\"@signature-params\": ").append(input);
    String signature = base64(signing, base.toString().getBytes(StandardCharsets.US_ASCII));

    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher(body));
    sent.forEach(request::header);
    return request
        .header("Signature-Input", "sig1=" + input)
        .header("Signature", "sig1=:" + signature + ":");
  }

  private String input(Iterable<String> components) {
    return "(\"%s\");created=%d;keyid=\"%s\";nonce=\"%s\";alg=\"%s\""
        .formatted(
            String.join("\" \"", components),
            clock.instant().getEpochSecond(),
            keyId,
            nonces.get(),
            algorithm);
  }

  private static HttpRequest.BodyPublisher publisher(byte[] body) {
    return body.length > 0 ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody();
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(Step step, byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(step.apply(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
