package io.kassa.client.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kassa.client.Samples;
import io.kassa.client.failure.VerificationException;
import io.kassa.client.model.Confirmation;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ConfirmationVerifierTest {
  private static final String TYPE = "\"typ\":\"kassa-confirmation+jws\"";

  private final Samples samples = new Samples();
  private final ConfirmationVerifier verifier = ConfirmationVerifier.of(samples.keys());

  ConfirmationVerifierTest() throws GeneralSecurityException {}

  @Test
  void confirmationOfKassaVerifies() throws GeneralSecurityException {
    assertThat(verifier.verify(Confirmation.parse(samples.confirmation()))).isEqualTo("k-1");
    assertThat(ConfirmationVerifier.of(verifier.keys()).keys()).isEqualTo(samples.keys());
  }

  @Test
  void changedAmountDoesNotVerify() throws GeneralSecurityException {
    refused(samples.confirmation().replace("1999", "1"), "what is shown");
  }

  @Test
  void addedMemberDoesNotVerify() throws GeneralSecurityException {
    refused(
        samples.confirmation().replace("{\"paymentId", "{\"x\":1,\"paymentId"), "what is shown");
  }

  @Test
  void invoiceIsNotSignedAndMayMoveOn() throws GeneralSecurityException {
    verifier.verify(Confirmation.parse(samples.confirmation().replace("PENDING", "ISSUED")));
  }

  @Test
  void signatureOfAnotherKeyDoesNotVerify() throws GeneralSecurityException {
    refused(new Samples().confirmation(), "the signature is wrong");
  }

  @Test
  void unknownKeyOtherTypeAndOtherAlgorithmAreRefused() throws GeneralSecurityException {
    refused(samples.confirmation("{\"alg\":\"EdDSA\",\"kid\":\"k-2\"," + TYPE + "}"), "no key k-2");
    refused(samples.confirmation("{\"alg\":\"EdDSA\",\"kid\":\"k-1\",\"typ\":\"JWT\"}"), "purpose");
    for (String algorithm : new String[] {"none", "HS256", "ES256"}) {
      refused(
          samples.confirmation("{\"alg\":\"" + algorithm + "\",\"kid\":\"k-1\"," + TYPE + "}"),
          "no confirmation is signed by " + algorithm);
    }
  }

  @Test
  void whatIsNoSignatureIsRefused() {
    refused("{\"signature\":\"a.b\"}", "no compact JWS");
    refused("{\"signature\":\"a.b.c\"}", "no readable confirmation");
    refused("{}", "no readable confirmation");
  }

  @Test
  void confirmationSignedWithP256Verifies() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    String content = "{\"amount\":1}";
    String text = base64("{\"alg\":\"ES256\",\"kid\":\"e\"," + TYPE + "}") + "." + base64(content);
    Signature signing = Signature.getInstance("SHA256withECDSAinP1363Format");
    signing.initSign(pair.getPrivate());
    signing.update(text.getBytes(StandardCharsets.US_ASCII));
    String jws =
        text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signing.sign());
    String jwks =
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e\",\"x\":\"%s\",\"y\":\"%s\"}]}"
            .formatted(base64(key.getW().getAffineX()), base64(key.getW().getAffineY()));

    String verified =
        ConfirmationVerifier.of(jwks)
            .verify(Confirmation.parse("{\"amount\":1,\"signature\":\"" + jws + "\"}"));

    assertThat(verified).isEqualTo("e");
  }

  private void refused(String confirmation, String why) {
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> verifier.verify(Confirmation.parse(confirmation)))
        .withMessageContaining(why);
  }

  private static String base64(BigInteger coordinate) {
    byte[] bytes = HexFormat.of().parseHex("%064x".formatted(coordinate));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
