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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
      })
  void aWellFormedTraceparentIsPassedOn(String sent) {
    assertThat(RequestIds.isTraceparent(sent)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void anyOtherTraceparentIsDropped(String sent) {
    assertThat(RequestIds.isTraceparent(sent)).isFalse();
  }
}
