package io.kassa.instance;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Verifies a confirmation as any merchant can, with what a JDK brings: compact JWS (RFC 7515),
 * EdDSA (RFC 8037) or ES256 (RFC 7518, 3.4), the key by its {@code kid} from {@code /keys}.
 */
final class ConfirmationCheck {

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final JsonObject keys;

  ConfirmationCheck(JsonObject keys) {
    this.keys = keys;
  }

  /**
   * Checks signature and content.
   *
   * @return the id of the key that signed
   * @throws GeneralSecurityException if the signature is wrong, the key unknown, or what is signed
   *     differs from what is shown
   */
  String verify(JsonObject confirmation) throws GeneralSecurityException {
    String[] parts = confirmation.getString("signature").split("\\.", -1);
    if (parts.length != 3) {
      throw new GeneralSecurityException("the signature is no compact JWS");
    }
    JsonObject header = json(parts[0]);
    JsonObject key = key(header.getString("kid"));
    Signature signature = signature(header.getString("alg"), key);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(bytes(parts[2]))) {
      throw new GeneralSecurityException("the confirmation's signature is wrong");
    }
    JsonObject shown =
        Json.createObjectBuilder(confirmation).remove("signature").remove("invoice").build();
    JsonObject signed = json(parts[1]);
    if (!signed.equals(shown)) {
      throw new GeneralSecurityException("signed is " + signed + " but shown is " + shown);
    }
    return header.getString("kid");
  }

  private JsonObject key(String id) throws GeneralSecurityException {
    for (JsonValue key : keys.getJsonArray("keys")) {
      if (key.asJsonObject().getString("kid", "").equals(id)) {
        return key.asJsonObject();
      }
    }
    throw new GeneralSecurityException("/keys holds no key " + id);
  }

  private static Signature signature(String algorithm, JsonObject key)
      throws GeneralSecurityException {
    Signature signature =
        switch (algorithm) {
          case "EdDSA" -> Signature.getInstance("Ed25519");
          case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
          default -> throw new GeneralSecurityException("no such algorithm here: " + algorithm);
        };
    signature.initVerify(algorithm.equals("EdDSA") ? ed25519(key) : p256(key));
    return signature;
  }

  private static PublicKey ed25519(JsonObject key) throws GeneralSecurityException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ED25519_PREFIX);
    encoded.writeBytes(bytes(key.getString("x")));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
  }

  private static PublicKey p256(JsonObject key) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point =
        new ECPoint(
            new BigInteger(1, bytes(key.getString("x"))),
            new BigInteger(1, bytes(key.getString("y"))));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static JsonObject json(String base64) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes(base64)))) {
      return reader.readObject();
    }
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }
}
