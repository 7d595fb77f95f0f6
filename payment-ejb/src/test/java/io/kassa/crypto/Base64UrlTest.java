package io.kassa.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  /** RFC 4648 section 10, without padding. */
  @ParameterizedTest
  @CsvSource({
    "'',''",
    "f,Zg",
    "fo,Zm8",
    "foo,Zm9v",
    "foob,Zm9vYg",
    "fooba,Zm9vYmE",
    "foobar,Zm9vYmFy"
  })
  void vectorsOfTheStandardHold(String plain, String text) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base64Url.encode(bytes)).isEqualTo(text);
    assertThat(Base64Url.decode(text)).hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes));
  }

  @Test
  void lastTwoDigitsAreThoseOfTheUrlAlphabet() {
    assertThat(Base64Url.encode(new byte[] {(byte) 0xfb, (byte) 0xff, (byte) 0xfe}))
        .isEqualTo("-__-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zg==", "Zm8=", "Zh", "Zm9", "Z", "Zm9vY", "+__-", "-//-", "Zm 9v", "Zm9v\n", "Zm9é",
        "Zm9\0", "Zm9ŋ", "Zm9.", "===="
      })
  void everyOtherSpellingIsRefused(String text) {
    assertThat(Base64Url.decode(text)).isEmpty();
  }
}
