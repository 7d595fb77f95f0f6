package io.kassa.web.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.access.SignatureAlgorithm;
import io.kassa.access.SignatureKey;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signature must cover, how old it may be, and that nothing it covers can be changed. */
class SignaturesTest {
  /** Give {@code -Dkassa.seed} to run a failure again. */
  private static final long SEED = Long.getLong("kassa.seed", System.nanoTime());

  private static final long NOW = 1_800_000_000L;
  private static final String COVERED =
      "\"@method\" \"@target-uri\" \"content-digest\" \"content-type\" \"idempotency-key\"";
  private static final String PARAMETERS =
      ";created=" + NOW + ";keyid=\"kc_1\";nonce=\"n-1\";alg=\"hmac-sha256\"";
  private static final SentRequest POST =
      SigningClient.withDigest(
          SentRequest.of(
                  "POST",
                  "/payment/api/v1/payments?dry=1%2F2",
                  "{\"orderId\":\"A\",\"amount\":100}")
              .with("Content-Type", "application/json")
              .with("Idempotency-Key", "\"k-1\""));
  private static final SentRequest GET = SentRequest.of("GET", "/payment/api/v1/payments", "");
  private static final SigningClient CLIENT = SigningClient.hmac();
  private static final SentRequest SIGNED = CLIENT.sign(POST, "(" + COVERED + ")" + PARAMETERS);

  private final Signatures signatures = at(NOW);

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void signedRequestIsAccepted(SignatureAlgorithm algorithm) {
    SigningClient client =
        algorithm == SignatureAlgorithm.ED25519 ? SigningClient.ed25519() : SigningClient.hmac();
    String parameters = PARAMETERS.replace("hmac-sha256", algorithm.registeredName());

    assertThat(judged(client.sign(POST, "(" + COVERED + ")" + parameters), client))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void signatureTellsKeyTimeAndNonce() {
    Signed signed = signatures.parse(SIGNED.received()).orElseThrow();

    assertThat(signed.keyId()).isEqualTo("kc_1");
    assertThat(signed.nonce()).isEqualTo("n-1");
    assertThat(signed.created()).isEqualTo(NOW);
    assertThat(signed.expires()).isEqualTo(Long.MAX_VALUE);
    assertThat(signed.algorithm()).isEqualTo(SignatureAlgorithm.HMAC_SHA256);
    assertThat(signed).hasToString("Signed[kc_1 1800000000]");
  }

  @Test
  void requestClaimsToBeSignedByEitherHeader() {
    assertThat(Signatures.isSigned(SIGNED.received())).isTrue();
    assertThat(Signatures.isSigned(SIGNED.without("Signature").received())).isTrue();
    assertThat(Signatures.isSigned(SIGNED.without("Signature-Input").received())).isTrue();
    assertThat(Signatures.isSigned(POST.received())).isFalse();
  }

  @Test
  void orderOfTheHeadersDoesNotMatter() {
    assertThat(judged(SIGNED.inReverse())).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void headersThatAreNotCoveredMayChange() {
    assertThat(judged(SIGNED.with("Via", "1.1 proxy").with("Host", "10.0.0.7")))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void eachCoveredComponentHoldsTheRequest() {
    assertThat(judged(SIGNED.method("PUT"))).isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.method("post"))).isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.target("/payment/api/v1/payments")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.target("/payment/api/v1/payments?dry=1/2")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.target("/payment/api/v1/payment%73?dry=1%2F2")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.replacing("Content-Type", "application/xml")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.replacing("Idempotency-Key", "\"k-2\"")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.body("{\"orderId\":\"A\",\"amount\":999}")))
        .isEqualTo(Verdict.DIGEST_DIFFERS);
    assertThat(judged(SIGNED.body(""))).isEqualTo(Verdict.DIGEST_DIFFERS);
    assertThat(judged(SigningClient.withDigest(SIGNED.body("{\"orderId\":\"B\"}"))))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Idempotency-Key", "Content-Digest"})
  void coveredHeaderThatIsGoneIsRefused(String header) {
    assertThat(judged(SIGNED.without(header))).isEqualTo(Verdict.HEADER_ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Idempotency-Key"})
  void coveredHeaderThatIsThereTwiceIsAnotherValue(String header) {
    assertThat(judged(SIGNED.with(header, SIGNED.value(header))))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
  }

  @Test
  void digestThatIsThereTwiceIsRefused() {
    assertThat(judged(SIGNED.with("Content-Digest", SIGNED.value("Content-Digest"))))
        .isEqualTo(Verdict.DIGEST_UNKNOWN);
  }

  @Test
  void severalLinesOfOneHeaderAreSignedJoined() {
    SentRequest twoLines = POST.with("X-Trace", " a ").with("X-Trace", "b");
    SentRequest oneLine = POST.with("X-Trace", "a, b");
    String input = "(" + COVERED + " \"x-trace\")" + PARAMETERS;
    SentRequest signed = CLIENT.sign(oneLine, input);

    assertThat(judged(signed)).isEqualTo(Verdict.ACCEPTED);
    assertThat(
            judged(
                twoLines
                    .with("Signature-Input", signed.value("Signature-Input"))
                    .with("Signature", signed.value("Signature"))))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "@method, METHOD_NOT_COVERED",
    "@target-uri, TARGET_NOT_COVERED",
    "content-digest, DIGEST_NOT_COVERED",
    "idempotency-key, IDEMPOTENCY_KEY_NOT_COVERED",
    "content-type, ACCEPTED"
  })
  void whatMustBeCoveredIsMissed(String left, Verdict expected) {
    String covered = COVERED.replace("\"" + left + "\"", "").replace("  ", " ").trim();

    assertThat(judged(CLIENT.sign(POST, "(" + covered + ")" + PARAMETERS))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"@path\" \"@query\"', ACCEPTED",
    "'\"@path\"', TARGET_NOT_COVERED",
    "'\"@query\"', TARGET_NOT_COVERED",
    "'\"@authority\"', TARGET_NOT_COVERED",
    "'\"@authority\" \"@path\" \"@query\"', ACCEPTED",
    "'\"@path\" \"@query\" \"@target-uri\"', ACCEPTED"
  })
  void targetMayBeCoveredInParts(String parts, Verdict expected) {
    String covered = COVERED.replace("\"@target-uri\"", parts);

    assertThat(judged(CLIENT.sign(POST, "(" + covered + ")" + PARAMETERS))).isEqualTo(expected);
  }

  @Test
  void pathAndQueryHoldTheTarget() {
    String covered = COVERED.replace("\"@target-uri\"", "\"@path\" \"@query\"");
    SentRequest signed = CLIENT.sign(POST, "(" + covered + ")" + PARAMETERS);

    assertThat(judged(signed.target("/payment/api/v1/payments?dry=2")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(signed.target("/payment/api/v1/accounts?dry=1%2F2")))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
  }

  @Test
  void targetOfAnotherServerIsRefused() {
    SigningClient elsewhere =
        new SigningClient("https://evil.example", SignatureAlgorithm.HMAC_SHA256, RfcKeys.SECRET);

    assertThat(judged(elsewhere.sign(POST, "(" + COVERED + ")" + PARAMETERS)))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
  }

  @ParameterizedTest
  @CsvSource({"GET, ACCEPTED", "HEAD, ACCEPTED", "DELETE, NONCE_MISSING", "get, NONCE_MISSING"})
  void onlyReadingNeedsNoNonce(String method, Verdict expected) {
    String input = "(\"@method\" \"@target-uri\");created=" + NOW + ";keyid=\"kc_1\"";

    assertThat(judged(CLIENT.sign(GET.method(method), input))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "POST"})
  void onlyARequestWithABodyNeedsADigest(String method) {
    String input = "(\"@method\" \"@target-uri\")" + PARAMETERS;

    assertThat(judged(CLIENT.sign(GET.method(method), input))).isEqualTo(Verdict.ACCEPTED);
    assertThat(judged(CLIENT.sign(GET.method(method).body("{}"), input)))
        .isEqualTo(Verdict.DIGEST_NOT_COVERED);
  }

  @ParameterizedTest
  @CsvSource({
    "-301, TOO_OLD",
    "-300, ACCEPTED",
    "-299, ACCEPTED",
    "0, ACCEPTED",
    "29, ACCEPTED",
    "30, ACCEPTED",
    "31, TOO_EARLY"
  })
  void signatureIsFromNow(long ahead, Verdict expected) {
    String parameters = PARAMETERS.replace("" + NOW, "" + (NOW + ahead));

    assertThat(judged(CLIENT.sign(POST, "(" + COVERED + ")" + parameters))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, TOO_OLD", "999999999999999, TOO_EARLY"})
  void farAwayTimesAreRefused(String created, Verdict expected) {
    String parameters = PARAMETERS.replace("" + NOW, created);

    assertThat(judged(CLIENT.sign(POST, "(" + COVERED + ")" + parameters))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-1, EXPIRED", "0, ACCEPTED", "1, ACCEPTED"})
  void signatureMayEndEarlier(long ahead, Verdict expected) {
    String parameters = PARAMETERS + ";expires=" + (NOW + ahead) + ";tag=\"kassa\"";

    assertThat(judged(CLIENT.sign(POST, "(" + COVERED + ")" + parameters))).isEqualTo(expected);
  }

  @Test
  void keyDecidesTheAlgorithm() {
    String unnamed = "(" + COVERED + ")" + PARAMETERS.replace(";alg=\"hmac-sha256\"", "");

    assertThat(judged(CLIENT.sign(POST, unnamed))).isEqualTo(Verdict.ACCEPTED);
    assertThat(judged(CLIENT.sign(POST, unnamed), SigningClient.ed25519()))
        .isEqualTo(Verdict.ALGORITHM_DIFFERS);
    assertThat(judged(SigningClient.ed25519().sign(POST, unnamed), CLIENT))
        .isEqualTo(Verdict.ALGORITHM_DIFFERS);
  }

  /** The classic trick: the public key, known to all, taken for a secret. */
  @Test
  void publicKeyIsNoSecret() {
    SigningClient trickster =
        new SigningClient("https://pay.example", SignatureAlgorithm.HMAC_SHA256, RfcKeys.PUBLIC);
    SentRequest signed = trickster.sign(POST, "(" + COVERED + ")" + PARAMETERS);

    assertThat(judged(signed, SigningClient.ed25519())).isEqualTo(Verdict.ALGORITHM_DIFFERS);
  }

  @Test
  void anothersKeyAndNoKeyAreRefused() {
    Signed signed = signatures.parse(SIGNED.received()).orElseThrow();
    SignatureKey other = new SignatureKey.Hmac(new byte[SignatureKey.Hmac.MIN_BYTES]);

    assertThat(signatures.verify(signed, SIGNED.buffered(), Optional.of(other)))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(signatures.verify(signed, SIGNED.buffered(), Optional.empty()))
        .isEqualTo(Verdict.KEY_UNKNOWN);
  }

  @Test
  void changedParametersAreRefused() {
    String input = SIGNED.value("Signature-Input");

    assertThat(judged(SIGNED.replacing("Signature-Input", input.replace("n-1", "n-2"))))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.replacing("Signature-Input", input.replace("" + NOW, "" + (NOW - 1)))))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(
            judged(SIGNED.replacing("Signature-Input", input.replace(";alg=\"hmac-sha256\"", ""))))
        .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    assertThat(judged(SIGNED.replacing("Signature-Input", input.replace("sig1", "sig2")))).isNull();
  }

  @Test
  void labelIsNotSigned() {
    SentRequest renamed =
        SIGNED
            .replacing("Signature-Input", SIGNED.value("Signature-Input").replace("sig1", "*k.1"))
            .replacing("Signature", SIGNED.value("Signature").replace("sig1", "*k.1"));

    assertThat(judged(renamed)).isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\n b", "caf\u00e9", "a\u0000"})
  void coveredValueIsPlainAscii(String value) {
    SentRequest odd = POST.replacing("Content-Type", value);

    assertThat(judged(CLIENT.sign(odd, "(" + COVERED + ")" + PARAMETERS)))
        .isEqualTo(Verdict.NOT_ASCII);
  }

  /** A value that holds what looks like the next component is not mistaken for one. */
  @Test
  void componentCannotBeSmuggledIntoAHeader() {
    SentRequest honest =
        CLIENT.sign(
            POST.with("X-A", "1").with("X-B", "2"),
            "(" + COVERED + " \"x-a\" \"x-b\")" + PARAMETERS);
    SentRequest smuggled = honest.without("X-B").replacing("X-A", "1\n\"x-b\": 2");

    assertThat(judged(honest)).isEqualTo(Verdict.ACCEPTED);
    assertThat(judged(smuggled)).isEqualTo(Verdict.NOT_ASCII);
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void everyFlippedBitOfASignatureIsRefused(SignatureAlgorithm algorithm) {
    SigningClient client =
        algorithm == SignatureAlgorithm.ED25519 ? SigningClient.ed25519() : SigningClient.hmac();
    String parameters = PARAMETERS.replace("hmac-sha256", algorithm.registeredName());
    SentRequest signed = client.sign(POST, "(" + COVERED + ")" + parameters);
    String text = signed.value("Signature");
    byte[] bytes = Base64.getDecoder().decode(text.substring(6, text.length() - 1));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      String flipped = "sig1=:" + Base64.getEncoder().encodeToString(bytes) + ":";
      bytes[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(judged(signed.replacing("Signature", flipped), client))
          .as("bit %d", bit)
          .isEqualTo(Verdict.SIGNATURE_DIFFERS);
    }
  }

  @Test
  void anyFlippedBitOfWhatIsSignedIsRefused() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    assertThat(judged(SIGNED)).isEqualTo(Verdict.ACCEPTED);
    for (int round = 0; round < 20_000; round++) {
      SentRequest changed = flipped(random);

      assertThat(judged(changed)).as("seed %d: %s", SEED, changed).isNotEqualTo(Verdict.ACCEPTED);
    }
  }

  /** One bit of one of the nine things that a verifier is given. */
  private static SentRequest flipped(RandomGenerator random) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Content-Type",
                "Idempotency-Key",
                "Content-Digest",
                "Signature-Input",
                "Signature"));
    int choice = random.nextInt(headers.size() + 4);
    if (choice < headers.size()) {
      String name = headers.get(choice);
      return SIGNED.replacing(name, flipped(SIGNED.value(name), random));
    }
    return switch (choice - headers.size()) {
      case 0 -> SIGNED.method(flipped(SIGNED.method(), random));
      case 1 -> SIGNED.target(flipped(SIGNED.path(), random) + "?" + SIGNED.query());
      case 2 -> SIGNED.target(SIGNED.path() + "?" + flipped(SIGNED.query(), random));
      default -> SIGNED.body(flipped(SIGNED.body(), random));
    };
  }

  private static String flipped(String text, RandomGenerator random) {
    int at = random.nextInt(text.length());
    char other = (char) (text.charAt(at) ^ (1 << random.nextInt(7)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private Verdict judged(SentRequest request) {
    return judged(request, CLIENT);
  }

  /** Null if the headers cannot be read. */
  private Verdict judged(SentRequest request, SigningClient client) {
    return signatures
        .parse(request.received())
        .map(
            signed ->
                signatures.verify(signed, request.buffered(), Optional.of(client.verifying())))
        .orElse(null);
  }

  private static Signatures at(long second) {
    return new Signatures(
        URI.create("https://Pay.Example:443/payment"),
        Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
  }
}
