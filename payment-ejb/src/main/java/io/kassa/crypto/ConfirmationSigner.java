package io.kassa.crypto;

import static java.util.Objects.requireNonNull;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Signs confirmations: compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037, RFC 8032).
 *
 * <p>The protected header is always {@code {"alg":"EdDSA","kid":…,"typ":"kassa-confirmation+jws"}}
 * in this order and without blanks, the key id is the key's thumbprint (RFC 7638). Signatures are
 * deterministic: the same payload and key give the same text.
 *
 * <p>Uses Bouncy Castle's lightweight API, which signs many times faster than the JDK's own EdDSA,
 * and no JCA provider. Safe for use by many threads.
 */
public final class ConfirmationSigner {
  /** The longest JWS that is looked at; a confirmation has about a thousand characters. */
  public static final int MAX_JWS_CHARS = 16_384;

  private static final int SIGNATURE_BYTES = 64;

  private final Supplier<KeyRing> keyRing;

  /**
   * @param keyRing gives the ring that is current at each call, never null
   */
  public ConfirmationSigner(Supplier<KeyRing> keyRing) {
    this.keyRing = requireNonNull(keyRing, "keyRing");
  }

  /**
   * Signs with the active key.
   *
   * @param payload the bytes to sign, usually UTF-8 JSON; never null
   * @return the compact JWS, ASCII
   * @throws IllegalStateException if the ring has no key for confirmations
   */
  public String sign(byte[] payload) {
    KeyRing ring = keyRing.get();
    SigningKey key = ring.signingKeys().get(ring.active(KeyPurpose.CONFIRMATION));
    String signed = key.encodedHeader() + "." + Base64Url.encode(payload);
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64Url.encode(signature);
  }

  /**
   * Whether this is a signature of any key in the ring. Keys that were retired are not in the ring:
   * for those there is {@link #verify(String, Collection)}.
   *
   * @param jws anything, null too
   */
  public boolean verify(String jws) {
    return verify(jws, publicKeys());
  }

  /**
   * Whether this is a confirmation signed by one of these keys, spelled exactly as {@link #sign}
   * spells it. Never throws for any text.
   *
   * @param jws anything, null too
   * @param keys the public keys to believe, never null
   */
  public static boolean verify(String jws, Collection<PublicKey> keys) {
    if (jws == null || jws.length() > MAX_JWS_CHARS) {
      return false;
    }
    List<String> parts = Arrays.asList(jws.split("\\.", -1));
    if (parts.size() != 3 || Base64Url.decode(parts.get(1)).isEmpty()) {
      return false;
    }
    // our header is known to the byte for each key, so nothing in a foreign one is ever interpreted
    Optional<PublicKey> key =
        keys.stream().filter(k -> encodedHeader(k.kid()).equals(parts.get(0))).findFirst();
    Optional<byte[]> signature =
        Base64Url.decode(parts.get(2)).filter(bytes -> bytes.length == SIGNATURE_BYTES);
    if (key.isEmpty() || signature.isEmpty()) {
      return false;
    }
    byte[] signed = jws.substring(0, jws.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    return key.get().verifies(signed, signature.get());
  }

  /** The public keys of the ring, ascending by version; unmodifiable. */
  public List<PublicKey> publicKeys() {
    return keyRing.get().signingKeys().values().stream().map(SigningKey::publicKey).toList();
  }

  /**
   * The JWK set (RFC 7517 section 5, RFC 8037 section 2) of these keys, in their order: {@code
   * kty}, {@code crv}, {@code x}, {@code kid}, {@code use}, {@code alg} each.
   *
   * @param keys the ring's keys and those retired in the last 10 years, never null
   * @return the JSON document
   */
  public static String jwks(Collection<PublicKey> keys) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (PublicKey key : keys) {
      array.add(
          Json.createObjectBuilder()
              .add("kty", "OKP")
              .add("crv", "Ed25519")
              .add("x", Base64Url.encode(key.x))
              .add("kid", key.kid())
              .add("use", "sig")
              .add("alg", "EdDSA"));
    }
    return Json.createObjectBuilder().add("keys", array).build().toString();
  }

  /** The protected header for a key; the key id is Base64 and needs no escapes. */
  static String encodedHeader(String kid) {
    String header =
        "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"kassa-confirmation+jws\"}";
    return Base64Url.encode(header.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The public half of a confirmation key.
   *
   * @param kid the SHA-256 thumbprint (RFC 7638, RFC 8037 appendix A.3) of the key, 43 characters
   * @param version of the key in the keystore, 1 to {@link KeyRing#MAX_VERSION}
   * @param x the 32 bytes of the public key (RFC 8032 section 5.1.5); copied both ways
   */
  @SuppressWarnings("ArrayRecordComponent") // copied both ways and compared by content
  public record PublicKey(String kid, int version, byte[] x) {
    /**
     * A public key with the thumbprint that was stored with it.
     *
     * @throws IllegalArgumentException if {@code x} is no point of the curve, the thumbprint is not
     *     its own or the version is out of bounds
     */
    public PublicKey {
      KeyRing.requireVersion(version);
      if (x.length != Ed25519PublicKeyParameters.KEY_SIZE) {
        throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
      }
      x = x.clone();
      new Ed25519PublicKeyParameters(x, 0); // refuses what is not on the curve
      if (!thumbprint(x).equals(kid)) {
        throw new IllegalArgumentException("the key id is not the thumbprint of the key");
      }
    }

    /**
     * A public key, with its thumbprint computed.
     *
     * @throws IllegalArgumentException if {@code x} is no point of the curve or the version is out
     *     of bounds
     */
    public static PublicKey of(int version, byte[] x) {
      return new PublicKey(thumbprint(x), version, x);
    }

    /** A copy of the 32 bytes. */
    @Override
    public byte[] x() {
      return x.clone();
    }

    boolean verifies(byte[] message, byte[] signature) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(false, new Ed25519PublicKeyParameters(x, 0));
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PublicKey key && version == key.version && Arrays.equals(x, key.x);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(x) + version;
    }

    @Override
    public String toString() {
      return "PublicKey[confirmation-" + version + " " + kid + "]";
    }

    /** RFC 7638: the required members in the order of their names, without blanks. */
    private static String thumbprint(byte[] x) {
      String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(x) + "\"}";
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return Base64Url.encode(sha256.digest(jwk.getBytes(StandardCharsets.US_ASCII)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 is missing in this JDK", e);
      }
    }
  }
}
