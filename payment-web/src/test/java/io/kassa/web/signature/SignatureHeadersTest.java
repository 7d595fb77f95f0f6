package io.kassa.web.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers are a signature, and why the others are none. */
class SignatureHeadersTest {
  private static final String INPUT = "s=(\"@method\" \"date\");created=1;keyid=\"k\"";
  private static final String SIGNATURE = "s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:";

  @Test
  void oneSignatureIsRead() {
    assertThat(verdict(INPUT, SIGNATURE)).isEqualTo(Verdict.ACCEPTED);
    assertThat(verdict("  " + INPUT + "\t", " " + SIGNATURE)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void signatureWithoutItsInputIsNone() {
    assertThat(verdict(request(null, SIGNATURE))).isEqualTo(Verdict.NOT_TWO_HEADERS);
    assertThat(verdict(request(INPUT, null))).isEqualTo(Verdict.NOT_TWO_HEADERS);
    assertThat(verdict(request(null, null))).isEqualTo(Verdict.NOT_TWO_HEADERS);
  }

  @Test
  void secondSignatureIsRefused() {
    assertThat(verdict(request(INPUT, SIGNATURE).with("Signature", SIGNATURE)))
        .isEqualTo(Verdict.NOT_TWO_HEADERS);
    assertThat(verdict(request(INPUT, SIGNATURE).with("Signature-Input", INPUT)))
        .isEqualTo(Verdict.NOT_TWO_HEADERS);
    assertThat(verdict(INPUT + ", t" + INPUT.substring(1), SIGNATURE)).isEqualTo(Verdict.MALFORMED);
    assertThat(verdict(INPUT, SIGNATURE + ", t" + SIGNATURE.substring(1)))
        .isEqualTo(Verdict.MALFORMED);
    assertThat(verdict(INPUT, SIGNATURE + ", " + SIGNATURE)).isEqualTo(Verdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "s=",
        "S=(\"@method\");created=1;keyid=\"k\"",
        "1=(\"@method\");created=1;keyid=\"k\"",
        "s =(\"@method\");created=1;keyid=\"k\"",
        "s= (\"@method\");created=1;keyid=\"k\"",
        "s=( \"@method\");created=1;keyid=\"k\"",
        "s=(\"@method\" );created=1;keyid=\"k\"",
        "s=(\"@method\"  \"date\");created=1;keyid=\"k\"",
        "s=(\"@method\"\t\"date\");created=1;keyid=\"k\"",
        "s=(\"@method\"\"date\");created=1;keyid=\"k\"",
        "s=(\"@method\",\"date\");created=1;keyid=\"k\"",
        "s=(\"@method\");created=1; keyid=\"k\"",
        "s=(\"@method\");created=1 ;keyid=\"k\"",
        "s=(\"@method\");created=1;keyid=\"k\";",
        "s=(\"@method\");created=1;keyid=\"k\";req",
        "s=(\"@method\");created=1;keyid=\"k\",",
        "s=(\"@method\");created=1;keyid=\"k\" x",
        "s=(@method);created=1;keyid=\"k\"",
        "s=(\"@method);created=1;keyid=k",
        "s=(\"@method\"",
        "s=\"@method\";created=1;keyid=\"k\"",
        "s=(\"@meth\\\\od\");created=1;keyid=\"k\""
      })
  void onlyCanonicalSpellingIsRead(String input) {
    assertThat(verdict(input, SIGNATURE)).isEqualTo(Verdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "s=",
        "s=:",
        "s=::x",
        "s= :AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
        "t=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
        "s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:",
        "s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=:",
        "s=:AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA=:",
        "s=:-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
        "s=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:;a=1"
      })
  void signatureIsOneByteSequence(String signature) {
    assertThat(verdict(INPUT, signature)).isEqualTo(Verdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@status",
        "@scheme",
        "@request-target",
        "@query-param",
        "@signature-params",
        "@Method",
        "@",
        "",
        "Date",
        "da te",
        "date:",
        "d(te",
        "caf=e"
      })
  void unknownComponentIsRefused(String component) {
    assertThat(verdict("s=(\"" + component + "\");created=1;keyid=\"k\"", SIGNATURE))
        .isEqualTo(Verdict.UNKNOWN_COMPONENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sf", "bs", "req", "tr", "key=\"a\"", "name=\"a\""})
  void componentHasNoParameters(String parameter) {
    assertThat(verdict("s=(\"date\";" + parameter + ");created=1;keyid=\"k\"", SIGNATURE))
        .isEqualTo(Verdict.UNKNOWN_COMPONENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@method", "date"})
  void repeatedComponentIsRefused(String component) {
    String input = "s=(\"@method\" \"date\" \"" + component + "\");created=1;keyid=\"k\"";

    assertThat(verdict(input, SIGNATURE)).isEqualTo(Verdict.REPEATED_COMPONENT);
  }

  @ParameterizedTest
  @CsvSource({"15, ACCEPTED", "16, ACCEPTED", "17, TOO_MANY_COMPONENTS"})
  void componentsAreBounded(int count, Verdict expected) {
    String components =
        IntStream.range(0, count)
            .mapToObj(i -> "\"x-" + i + "\"")
            .collect(Collectors.joining(" ", "(", ")"));

    assertThat(verdict("s=" + components + ";created=1;keyid=\"k\"", SIGNATURE))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"4095, MALFORMED", "4096, MALFORMED", "4097, TOO_LONG"})
  void headersAreBounded(int length, Verdict expected) {
    assertThat(verdict(INPUT + "x".repeat(length - INPUT.length()), SIGNATURE)).isEqualTo(expected);
    assertThat(verdict(INPUT, SIGNATURE + "x".repeat(length - SIGNATURE.length())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, ACCEPTED", "127, ACCEPTED", "128, ACCEPTED", "129, BAD_PARAMETER"})
  void textsAreBounded(int length, Verdict expected) {
    String text = "n".repeat(length);

    assertThat(verdict(INPUT + ";nonce=\"" + text + "\"", SIGNATURE)).isEqualTo(expected);
    assertThat(verdict(INPUT + ";tag=\"" + text + "\"", SIGNATURE)).isEqualTo(expected);
    assertThat(verdict("s=();created=1;keyid=\"" + text + "\"", SIGNATURE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";created=2",
        ";keyid=\"other\"",
        ";nonce=\"a\";nonce=\"a\"",
        ";alg=\"hmac-sha256\";alg=\"hmac-sha256\"",
        ";expires=3;expires=3",
        ";tag=\"a\";tag=\"a\"",
        ";nonce=\"\"",
        ";nonce=n",
        ";nonce=1",
        ";nonce=\"a",
        ";nonce=\"a\\\"b\"",
        ";nonce=\"caf\u00e9\"",
        ";expires=\"3\"",
        ";expires=-3",
        ";expires=03",
        ";expires=",
        ";expires=1000000000000000",
        ";alg=hmac-sha256",
        ";version=1",
        ";Nonce=\"a\""
      })
  void oddParameterIsRefused(String parameter) {
    assertThat(verdict(INPUT + parameter, SIGNATURE))
        .isIn(Verdict.BAD_PARAMETER, Verdict.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s=()", "s=();created=1", "s=();keyid=\"k\"", "s=();nonce=\"k\""})
  void keyAndTimeAreNeeded(String input) {
    assertThat(verdict(input, SIGNATURE)).isEqualTo(Verdict.MISSING_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "HMAC-SHA256", "hmac-sha512", "rsa-pss-sha512", "none"})
  void namedAlgorithmHasSuchSignatures(String name) {
    assertThat(verdict(INPUT + ";alg=\"" + name + "\"", SIGNATURE)).isEqualTo(Verdict.NO_SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"0", "31", "33", "63", "65", "256"})
  void truncatedAndLengthenedSignaturesAreRefused(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    String base64 = Base64.getEncoder().encodeToString(bytes);

    assertThat(verdict(INPUT, "s=:" + base64 + ":")).isEqualTo(Verdict.NO_SIGNATURE);
  }

  /** No prefix of good headers is good, and none breaks the reader. */
  @Test
  void everyPrefixIsRefused() {
    for (int end = 0; end < INPUT.length(); end++) {
      assertThat(verdict(INPUT.substring(0, end), SIGNATURE)).isNotEqualTo(Verdict.ACCEPTED);
    }
    for (int end = 0; end < SIGNATURE.length(); end++) {
      assertThat(verdict(INPUT, SIGNATURE.substring(0, end))).isNotEqualTo(Verdict.ACCEPTED);
    }
  }

  private static Verdict verdict(String input, String signature) {
    return verdict(request(input, signature));
  }

  private static Verdict verdict(SentRequest request) {
    SignatureHeaders headers = new SignatureHeaders();
    Signed signed = headers.read(request.received());
    assertThat(signed == null).isEqualTo(headers.verdict() != Verdict.ACCEPTED);
    return headers.verdict();
  }

  private static SentRequest request(String input, String signature) {
    SentRequest request = SentRequest.of("GET", "/", "");
    request = input == null ? request : request.with("Signature-Input", input);
    return signature == null ? request : request.with("Signature", signature);
  }
}
