package io.kassa.web.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  @Test
  void aClientsIdHas8To64PlainCharacters() {
    assertThat(RequestIds.isClientId(null)).isFalse();
    assertThat(RequestIds.isClientId("a".repeat(7))).isFalse();
    assertThat(RequestIds.isClientId("a".repeat(8))).isTrue();
    assertThat(RequestIds.isClientId("a".repeat(64))).isTrue();
    assertThat(RequestIds.isClientId("a".repeat(65))).isFalse();
    assertThat(RequestIds.isClientId("aZ09-_.aZ09")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "with space", "line\nbreak", "line-break\n", "ümlautümlaut", "a:b:c:d:e"})
  void anyOtherIsReplaced(String sent) {
    assertThat(RequestIds.isClientId(sent)).isFalse();
  }
}
