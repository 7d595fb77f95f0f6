package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedlesTest {
  private static final byte[] VALUE = "Canary-4711?>~".getBytes(StandardCharsets.US_ASCII);

  private final Needles needles = new Needles(Map.of("canary", VALUE));

  @Test
  void valueIsFoundInEverySpellingWhereverItStands() {
    for (int before = 0; before < 7; before++) {
      for (int after = 0; after < 7; after++) {
        byte[] text = surrounded(before, after);
        assertThat(found(text)).as("raw").containsExactly("canary");
        assertThat(found(ascii(HexFormat.of().formatHex(text)))).containsExactly("canary");
        assertThat(found(ascii(HexFormat.of().withUpperCase().formatHex(text))))
            .containsExactly("canary");
        assertThat(found(Base64.getEncoder().encode(text))).containsExactly("canary");
        assertThat(found(Base64.getUrlEncoder().withoutPadding().encode(text)))
            .containsExactly("canary");
      }
    }
  }

  @Test
  void valueIsFoundWhereTwoBuffersMeetAndAfterMuchElse() {
    Needles.Search search = needles.search();
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    search.write(noise, 0, noise.length);
    search.write(VALUE, 0, 5);
    assertThat(search.found()).isEmpty();
    search.write(VALUE, 5, VALUE.length - 5);

    assertThat(search.found()).containsExactly("canary");
    assertThat(search.length()).isEqualTo(noise.length + VALUE.length);
  }

  @Test
  void almostTheValueIsNotFound() {
    for (int i = 0; i < VALUE.length; i++) {
      byte[] other = VALUE.clone();
      other[i]++;
      assertThat(found(other)).isEmpty();
    }
    assertThat(found("canary-4711?>~".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void valueThatWouldBeFoundByChanceIsRefused() {
    assertThatThrownBy(() -> new Needles(Map.of("short", ascii("1234567"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Set<String> found(byte[] text) {
    Needles.Search search = needles.search();
    search.write(text, 0, text.length);
    return search.found();
  }

  private static byte[] surrounded(int before, int after) {
    return ascii(
        "b".repeat(before) + new String(VALUE, StandardCharsets.US_ASCII) + "a".repeat(after));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
