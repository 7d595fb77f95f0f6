package io.kassa.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.kassa.crypto.ConfirmationSigner.PublicKey;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nimbus reads what we write and the JDK's own EdDSA verifies it; neither is used to make it. */
class ConfirmationSignerTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final byte[] PAYLOAD =
      "{\"paymentId\":\"0193a5c0\",\"description\":\"早餐\",\"amount\":1234}".getBytes(UTF_8);

  private final KeyRing ring = KeyRings.of(1, 2);
  private final ConfirmationSigner signer = new ConfirmationSigner(() -> ring);

  @Test
  void headerSaysAlgorithmKeyAndTypeAndNothingElse() throws Exception {
    JWSObject jws = JWSObject.parse(signer.sign(PAYLOAD));

    assertThat(jws.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
    assertThat(jws.getHeader().getKeyID()).isEqualTo(signer.publicKeys().get(0).kid());
    assertThat(jws.getHeader().getType().getType()).isEqualTo("kassa-confirmation+jws");
    assertThat(jws.getHeader().toJSONObject()).containsOnlyKeys("alg", "kid", "typ");
    assertThat(jws.getPayload().toBytes()).isEqualTo(PAYLOAD);
  }

  @Test
  void anotherLibraryVerifiesTheSignatureWithThePublishedKeys() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    JWKSet published = JWKSet.parse(ConfirmationSigner.jwks(signer.publicKeys()));
    for (int length = 0; length < 100; length++) {
      byte[] payload = new byte[length];
      random.nextBytes(payload);

      JWSObject jws = JWSObject.parse(signer.sign(payload));
      JWK key = published.getKeyByKeyId(jws.getHeader().getKeyID());

      assertThat(verifiedByTheJdk(jws, key.toOctetKeyPair())).as("seed %d", SEED).isTrue();
      assertThat(jws.getPayload().toBytes()).as("seed %d", SEED).isEqualTo(payload);
    }
  }

  @Test
  void anotherLibraryRefusesAChangedPayload() throws Exception {
    String[] parts = signer.sign(PAYLOAD).split("\\.", -1);
    byte[] changed = PAYLOAD.clone();
    changed[changed.length - 2] ^= 1;
    JWSObject jws = JWSObject.parse(parts[0] + "." + Base64Url.encode(changed) + "." + parts[2]);
    JWKSet published = JWKSet.parse(ConfirmationSigner.jwks(signer.publicKeys()));
    JWK key = published.getKeyByKeyId(jws.getHeader().getKeyID());

    assertThat(verifiedByTheJdk(jws, key.toOctetKeyPair())).isFalse();
    assertThat(signer.verify(jws.serialize())).isFalse();
  }

  @Test
  void publishedKeysAreACompleteJwkSet() throws Exception {
    JWKSet set = JWKSet.parse(ConfirmationSigner.jwks(signer.publicKeys()));

    assertThat(set.getKeys()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      OctetKeyPair jwk = set.getKeys().get(i).toOctetKeyPair();
      PublicKey key = signer.publicKeys().get(i);
      assertThat(jwk.getCurve()).isEqualTo(Curve.Ed25519);
      assertThat(jwk.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
      assertThat(jwk.getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
      assertThat(jwk.getKeyID()).isEqualTo(key.kid());
      assertThat(jwk.computeThumbprint()).hasToString(key.kid());
      assertThat(jwk.getDecodedX()).isEqualTo(key.x());
      assertThat(jwk.isPrivate()).isFalse();
      assertThat(jwk.toJSONObject()).containsOnlyKeys("kty", "crv", "x", "kid", "use", "alg");
    }
    assertThat(ConfirmationSigner.jwks(List.of())).isEqualTo("{\"keys\":[]}");
  }

  /** RFC 8037 appendix A: key (A.1), thumbprint (A.3), signature (A.4). */
  @Test
  void vectorOfRfc8037Holds() {
    byte[] seed = Base64Url.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").orElseThrow();
    SigningKey key = new SigningKey(1, seed);
    String signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";

    byte[] signature = key.sign(signed.getBytes(US_ASCII));

    assertThat(Base64Url.encode(key.publicKey().x()))
        .isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(key.publicKey().kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(Base64Url.encode(signature))
        .isEqualTo(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    assertThat(key.publicKey().verifies(signed.getBytes(US_ASCII), signature)).isTrue();
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String jws = signer.sign(PAYLOAD);
    assertThat(signer.verify(jws)).isTrue();
    for (int i = 0; i < jws.length(); i++) {
      char other = jws.charAt(i) == 'A' ? 'B' : 'A';
      String changed = jws.substring(0, i) + other + jws.substring(i + 1);

      assertThat(signer.verify(changed)).as("character %d", i).isFalse();
    }
  }

  /** The last character of 64 bytes holds four stray bits: 16 spellings decode to the same. */
  @Test
  void signatureHasOneSpelling() {
    String jws = signer.sign(PAYLOAD);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String start = jws.substring(0, jws.length() - 1);

    assertThat(alphabet.chars().filter(c -> signer.verify(start + (char) c)).count()).isEqualTo(1);
    assertThat(signer.verify(jws + "==")).isFalse();
    assertThat(signer.verify(jws + " ")).isFalse();
    assertThat(signer.verify(jws + ".")).isFalse();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {".", "..", "...", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "é.é.é"})
  void whatIsNoSignatureIsRefused(String jws) {
    assertThat(signer.verify(jws)).isFalse();
  }

  @Test
  void longerTextThanAnyConfirmationIsNotLookedAt() {
    byte[] payload = new byte[ConfirmationSigner.MAX_JWS_CHARS];

    assertThat(signer.verify(signer.sign(payload))).isFalse();
    assertThat(signer.verify(signer.sign(new byte[payload.length / 2]))).isTrue();
  }

  @Test
  void foreignHeaderIsRefusedEvenWhenItsSignatureIsRight() {
    SigningKey key = ring.signingKeys().get(1);
    String kid = key.publicKey().kid();
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
    String signed = Base64Url.encode(header.getBytes(US_ASCII)) + "." + Base64Url.encode(PAYLOAD);
    String jws = signed + "." + Base64Url.encode(key.sign(signed.getBytes(US_ASCII)));

    assertThat(signer.verify(jws)).isFalse();
  }

  @Test
  void signatureOfAForeignKeyIsRefused() {
    KeyRing foreign = KeyRings.of(3);
    String jws = new ConfirmationSigner(() -> foreign).sign(PAYLOAD);

    assertThat(signer.verify(jws)).isFalse();
  }

  @Test
  void activeKeySignsAndBothVerify() {
    KeyRing rotated = ring.withActive(Map.of(KeyPurpose.CONFIRMATION, 2));
    ConfirmationSigner after = new ConfirmationSigner(() -> rotated);
    String old = signer.sign(PAYLOAD);
    String fresh = after.sign(PAYLOAD);

    assertThat(fresh).isNotEqualTo(old);
    assertThat(after.verify(old)).isTrue();
    assertThat(signer.verify(fresh)).isTrue();
  }

  @Test
  void retiredKeyVerifiesByItsPublicHalfAlone() {
    String old = signer.sign(PAYLOAD);
    PublicKey stored = PublicKey.of(1, signer.publicKeys().get(0).x());
    KeyRing later = KeyRings.of(2);
    ConfirmationSigner after = new ConfirmationSigner(() -> later);

    assertThat(after.verify(old)).isFalse();
    assertThat(ConfirmationSigner.verify(old, List.of(stored))).isTrue();
    assertThat(ConfirmationSigner.verify(old, List.of())).isFalse();
  }

  @Test
  void samePayloadGivesTheSameText() {
    assertThat(signer.sign(PAYLOAD)).isEqualTo(signer.sign(PAYLOAD));
  }

  @Test
  void publicKeyRefusesWhatIsNotItself() {
    PublicKey key = signer.publicKeys().get(0);
    PublicKey other = signer.publicKeys().get(1);
    byte[] noPoint = new byte[32];
    noPoint[0] = 2; // y = 2 has no x on the curve

    assertThat(new PublicKey(key.kid(), 1, key.x())).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(key).isNotEqualTo(other);
    assertThatThrownBy(() -> new PublicKey(other.kid(), 1, key.x()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PublicKey.of(1, noPoint)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PublicKey.of(1, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PublicKey.of(1, new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PublicKey.of(0, key.x())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void publicKeyCannotBeChangedFromOutside() {
    byte[] x = signer.publicKeys().get(0).x();
    PublicKey key = PublicKey.of(1, x);

    key.x()[0] ^= 1;
    x[0] ^= 1;

    assertThat(key).isEqualTo(signer.publicKeys().get(0));
  }

  private static boolean verifiedByTheJdk(JWSObject jws, OctetKeyPair jwk) throws Exception {
    byte[] littleEndian = jwk.getDecodedX();
    boolean xOdd = (littleEndian[31] & 0x80) != 0;
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = littleEndian[31 - i];
    }
    bigEndian[0] &= 0x7f;
    EdECPoint point = new EdECPoint(xOdd, new BigInteger(1, bigEndian));
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
    ed25519.update(jws.getSigningInput());
    return ed25519.verify(jws.getSignature().decode());
  }
}
