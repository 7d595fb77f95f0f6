package io.kassa.web.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which digests are of a body. */
class ContentDigestTest {
  private static final String BODY = "{\"hello\": \"world\"}";

  /** RFC 9530 appendix D prints the digest of this body. */
  private static final String SHA_256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";

  private static final String SHA_512 =
      "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJw"
          + "ew==:";
  private static final String OTHER = "sha-256=:" + SigningClient.digest("SHA-256", "{}") + ":";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SHA_256,
        SHA_512,
        SHA_256 + ", " + SHA_512,
        SHA_512 + "\t ,  " + SHA_256,
        "md5=:AAAA:, " + SHA_256 + ",crc32c=::",
        " " + SHA_256 + " "
      })
  void digestOfTheBodyIsAccepted(String header) {
    assertThat(judged(header)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void digestsMayStandOnTwoLines() {
    SentRequest request =
        SentRequest.of("POST", "/", BODY)
            .with("Content-Digest", SHA_256)
            .with("Content-Digest", SHA_512);

    assertThat(ContentDigest.judge(request.received(), BODY.getBytes(UTF_8)))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void digestOfAnotherBodyIsRefused() {
    assertThat(judged(OTHER)).isEqualTo(Verdict.DIGEST_DIFFERS);
    assertThat(judged(OTHER + ", " + SHA_512)).isEqualTo(Verdict.DIGEST_DIFFERS);
    assertThat(judged(SHA_256 + ", " + OTHER.replace("256", "512")))
        .isEqualTo(Verdict.DIGEST_DIFFERS);
    assertThat(judged("sha-256=::")).isEqualTo(Verdict.DIGEST_DIFFERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "md5=:AAAA:",
        "sha=:AAAA:, id-sha-256=:AAAA:",
        "SHA-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
        "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE:",
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=:",
        "sha-256",
        "sha-256=",
        SHA_256 + ",",
        SHA_256 + " " + SHA_512,
        SHA_256 + ";a=1",
        SHA_256 + ", " + SHA_256,
        SHA_512 + ", " + SHA_512,
        SHA_256 + ", md5=1",
        ", " + SHA_256
      })
  void whatIsNoKnownDigestIsRefused(String header) {
    assertThat(judged(header)).isEqualTo(Verdict.DIGEST_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"6, ACCEPTED", "7, ACCEPTED", "8, DIGEST_UNKNOWN"})
  void membersAreBounded(int others, Verdict expected) {
    assertThat(judged("md5=:AAAA:, ".repeat(others) + SHA_256)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"4096, ACCEPTED", "4097, TOO_LONG"})
  void headerIsBounded(int length, Verdict expected) {
    String header = SHA_256 + ", x=::";
    String blanks = " ".repeat(length - header.length());

    assertThat(judged(header + blanks)).isEqualTo(expected);
    assertThat(judged(SHA_256 + blanks + ", x=::")).isEqualTo(expected);
  }

  @Test
  void missingDigestIsNoDigest() {
    SentRequest bare = SentRequest.of("POST", "/", BODY);

    assertThat(ContentDigest.judge(bare.received(), BODY.getBytes(UTF_8)))
        .isEqualTo(Verdict.HEADER_ABSENT);
  }

  private static Verdict judged(String header) {
    SentRequest request = SentRequest.of("POST", "/", BODY).with("Content-Digest", header);
    return ContentDigest.judge(request.received(), BODY.getBytes(UTF_8));
  }
}
