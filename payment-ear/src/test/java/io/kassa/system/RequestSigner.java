package io.kassa.system;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A merchant's server that signs what it sends (RFC 9421, RFC 9530). Written from the RFCs with the
 * JDK alone, so that it shares no error with the verifier.
 */
final class RequestSigner {
  private static final String LABEL = "sig1";

  private final String keyId;
  private final String algorithm;
  private final Signing signing;

  private RequestSigner(String keyId, String algorithm, Signing signing) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.signing = signing;
  }

  /** Signs with a secret. */
  static RequestSigner hmac(String keyId, byte[] secret) {
    return new RequestSigner(
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
    return new RequestSigner(
        keyId,
        "ed25519",
        base -> {
          Signature signature = Signature.getInstance("Ed25519");
          signature.initSign(key);
          signature.update(base);
          return signature.sign();
        });
  }

  /** A request signed now, with a nonce of its own. */
  HttpRequest.Builder sign(String method, URI uri, byte[] body, Map<String, String> headers) {
    return sign(method, uri, body, headers, Instant.now(), UUID.randomUUID().toString());
  }

  /**
   * A signed request, not sent yet. It covers the method, the whole target, the digest of a body
   * and each of the headers.
   *
   * @param uri absolute, at the server's public origin
   * @param body of any length, 0 for none
   * @param headers one value each
   */
  HttpRequest.Builder sign(
      String method,
      URI uri,
      byte[] body,
      Map<String, String> headers,
      Instant created,
      String nonce) {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    if (body.length > 0) {
      sent.put("Content-Digest", "sha-256=:" + encoded(signed(RequestSigner::sha256, body)) + ":");
    }
    Map<String, String> covered = new LinkedHashMap<>();
    covered.put("@method", method);
    covered.put("@target-uri", uri.toString());
    sent.forEach((name, value) -> covered.put(name.toLowerCase(java.util.Locale.ROOT), value));

    String input = input(covered, created, nonce);
    StringBuilder base = new StringBuilder();
    covered.forEach((name, value) -> base.append('"' + name + "\": " + value.trim() + "\n"));
    base.append("\"@signature-params\": ").append(input);
    byte[] signature = signed(signing, base.toString().getBytes(StandardCharsets.US_ASCII));

    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.length > 0 ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody())
            .header("Signature-Input", LABEL + "=" + input)
            .header("Signature", LABEL + "=:" + encoded(signature) + ":");
    sent.forEach(request::header);
    return request;
  }

  private String input(Map<String, String> covered, Instant created, String nonce) {
    return "(\""
        + String.join("\" \"", covered.keySet())
        + "\");created="
        + created.getEpochSecond()
        + ";keyid=\""
        + keyId
        + "\";nonce=\""
        + nonce
        + "\";alg=\""
        + algorithm
        + "\"";
  }
}
