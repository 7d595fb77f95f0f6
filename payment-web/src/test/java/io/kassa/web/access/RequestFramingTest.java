package io.kassa.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFramingTest {
  private static final List<String> NONE = List.of();
  private static final List<String> HOST = List.of("pay.example.com");

  @Test
  void oneLengthOrChunkedOrNeitherIsPlain() {
    assertThat(RequestFraming.isPlain(HOST, NONE, NONE)).isTrue();
    assertThat(RequestFraming.isPlain(HOST, NONE, List.of("2"))).isTrue();
    assertThat(RequestFraming.isPlain(HOST, List.of("Chunked"), NONE)).isTrue();
    assertThat(RequestFraming.isPlain(NONE, NONE, List.of("2"))).isTrue();
  }

  @Test
  void twoHostsOrTwoLengthsAreAmbiguous() {
    assertThat(RequestFraming.isPlain(List.of("a", "a"), NONE, NONE)).isFalse();
    assertThat(RequestFraming.isPlain(HOST, NONE, List.of("2", "2"))).isFalse();
  }

  @Test
  void lengthThatIsNotDigitsAloneIsAmbiguous() {
    for (String length : List.of("", "5, 5", "+5", "-5", "0x5", "5 5")) {
      assertThat(RequestFraming.isPlain(HOST, NONE, List.of(length))).as(length).isFalse();
    }
  }

  @Test
  void lengthBesideChunkedIsAmbiguous() {
    assertThat(RequestFraming.isPlain(HOST, List.of("chunked"), List.of("2"))).isFalse();
  }

  @Test
  void anyOtherCodingIsAmbiguous() {
    for (String coding : List.of("", "identity", "xchunked", "gzip, chunked", "chunked, chunked")) {
      assertThat(RequestFraming.isPlain(HOST, List.of(coding), NONE)).as(coding).isFalse();
    }
    assertThat(RequestFraming.isPlain(HOST, List.of("chunked", "identity"), NONE)).isFalse();
  }
}
