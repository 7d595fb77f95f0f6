package io.kassa.web.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kassa.access.SignatureAlgorithm;
import io.kassa.access.SignatureKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client that signs with the JDK, written from the RFC and not from the verifier. It signs
 * whatever it is told to, sense or nonsense.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningClient(String origin, SignatureAlgorithm algorithm, byte[] key) {
  private static final Pattern COMPONENT = Pattern.compile("\"([^\"]*)\"");

  static SigningClient hmac() {
    return new SigningClient("https://pay.example", SignatureAlgorithm.HMAC_SHA256, RfcKeys.SECRET);
  }

  static SigningClient ed25519() {
    return new SigningClient("https://pay.example", SignatureAlgorithm.ED25519, RfcKeys.PRIVATE);
  }

  /** The key that verifies. */
  SignatureKey verifying() {
    return switch (algorithm) {
      case HMAC_SHA256 -> new SignatureKey.Hmac(key);
      case ED25519 -> new SignatureKey.Ed25519Key(RfcKeys.PUBLIC);
    };
  }

  /**
   * Adds the two headers.
   *
   * @param input the list of components and its parameters
   */
  SentRequest sign(SentRequest request, String input) {
    String signature = Base64.getEncoder().encodeToString(signature(base(request, input)));
    return request
        .replacing("Signature-Input", "sig1=" + input)
        .replacing("Signature", "sig1=:" + signature + ":");
  }

  static SentRequest withDigest(SentRequest request) {
    return request.replacing(
        "Content-Digest", "sha-256=:" + digest("SHA-256", request.body()) + ":");
  }

  static String digest(String algorithm, String body) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(body.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String base(SentRequest request, String input) {
    StringBuilder base = new StringBuilder();
    Matcher components = COMPONENT.matcher(input.substring(0, input.indexOf(')') + 1));
    while (components.find()) {
      String name = components.group(1);
      base.append("\"%s\": %s\n".formatted(name, value(request, name)));
    }
    return base + "\"@signature-params\": " + input;
  }

  private String value(SentRequest request, String component) {
    String query = request.query() == null ? "" : "?" + request.query();
    return switch (component) {
      case "@method" -> request.method();
      case "@authority" -> origin.substring(origin.indexOf("//") + 2);
      case "@path" -> request.path();
      case "@query" -> query.isEmpty() ? "?" : query;
      case "@target-uri" -> origin + request.path() + query;
      default -> String.join(", ", request.values(component)).trim();
    };
  }

  private byte[] signature(String base) {
    try {
      if (algorithm == SignatureAlgorithm.HMAC_SHA256) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(base.getBytes(UTF_8));
      }
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key)));
      signature.update(base.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
