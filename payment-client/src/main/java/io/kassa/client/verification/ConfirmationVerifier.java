package io.kassa.client.verification;

import io.kassa.client.failure.VerificationException;
import io.kassa.client.json.Members;
import io.kassa.client.model.Confirmation;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies confirmations without a call, by the public keys that Kassa serves at {@code /keys}
 * (compact JWS, RFC 7515; EdDSA, RFC 8037; ES256, RFC 7518). The keys may be kept for years: one
 * that signed stays published.
 *
 * <pre>{@code
 * ConfirmationVerifier verifier = merchant.confirmationVerifier(); // fetches /keys once
 * verifier.verify(confirmation); // throws if it is not Kassa's
 * String keys = verifier.keys(); // to be kept for an offline check
 * ConfirmationVerifier.of(keys).verify(confirmation);
 * }</pre>
 */
public final class ConfirmationVerifier {
  private static final String TYPE = "kassa-confirmation+jws";
  private static final Pattern JWS =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  private final String keys;
  private final Map<String, Members> byId;

  private ConfirmationVerifier(String keys, Map<String, Members> byId) {
    this.keys = keys;
    this.byId = Map.copyOf(byId);
  }

  /**
   * With these keys.
   *
   * @param jwks what {@code GET /keys} answers: a JWK set
   * @return safe for many threads
   * @throws IllegalArgumentException if it is no key set
   */
  public static ConfirmationVerifier of(String jwks) {
    Map<String, Members> byId = new HashMap<>();
    for (Members key : Members.parse(jwks).objects("keys")) {
      byId.put(key.text("kid"), key);
    }
    return new ConfirmationVerifier(jwks, byId);
  }

  /**
   * The keys, to be kept.
   *
   * @return a JWK set
   */
  public String keys() {
    return keys;
  }

  /**
   * Verifies the signature, and that what is shown is what was signed.
   *
   * @param confirmation as the server or a phone handed it over
   * @return the id of the key that signed
   * @throws VerificationException if it is not Kassa's, or was changed
   */
  public String verify(Confirmation confirmation) {
    try {
      Matcher jws = JWS.matcher(confirmation.signature());
      if (!jws.matches()) {
        throw new VerificationException("the signature is no compact JWS");
      }
      Members header = json(jws.group(1));
      if (!header.optionalText("typ").orElse("").equals(TYPE)) {
        throw new VerificationException("signed for another purpose than a confirmation");
      }
      Members key = byId.get(header.text("kid"));
      if (key == null) {
        throw new VerificationException("no key " + header.text("kid") + " among " + byId.size());
      }
      byte[] signed = (jws.group(1) + '.' + jws.group(2)).getBytes(StandardCharsets.US_ASCII);
      if (!isSigned(header.text("alg"), key, signed, bytes(jws.group(3)))) {
        throw new VerificationException("the signature is wrong");
      }
      if (!json(jws.group(2)).equals(Members.parse(confirmation.signedJson()))) {
        throw new VerificationException("what is shown is not what was signed");
      }
      return header.text("kid");
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new VerificationException("no readable confirmation", malformed);
    }
  }

  /** The key decides; the header may only agree. */
  private static boolean isSigned(String algorithm, Members key, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    String type = key.text("kty") + " " + key.text("crv");
    if (type.equals("OKP Ed25519") && algorithm.equals("EdDSA")) {
      return Ed25519.verify(bytes(key.text("x")), signed, signature);
    }
    if (type.equals("EC P-256") && algorithm.equals("ES256")) {
      Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(p256(key));
      check.update(signed);
      return check.verify(signature);
    }
    throw new VerificationException("no confirmation is signed by " + algorithm + " with " + type);
  }

  private static PublicKey p256(Members key) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point =
        new ECPoint(
            new BigInteger(1, bytes(key.text("x"))), new BigInteger(1, bytes(key.text("y"))));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static Members json(String base64) {
    return Members.parse(new String(bytes(base64), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }
}
