package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts and times, there and back. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0.01",
    "10, 0.10",
    "100, 1.00",
    "8888, 88.88",
    "10000000000, 100000000.00",
    "999999999999, 9999999999.99"
  })
  void amountIsWrittenWithTwoDecimalsAndReadBack(long fen, String yuan) {
    assertThat(Yuan.of(fen)).isEqualTo(yuan);
    assertThat(Yuan.fen(yuan)).isEqualTo(fen);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 100", "1.5, 150", "0.00, 0", "9999999999999.99, 999999999999999"})
  void amountMayHaveFewerDecimals(String yuan, long fen) {
    assertThat(Yuan.fen(yuan)).isEqualTo(fen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1.00",
        "+1.00",
        "1.001",
        "1.",
        ".5",
        "01.00",
        "1e2",
        "1,00",
        "１.00",
        "99999999999999.99",
        "NaN"
      })
  void whatIsNoAmountIsRefused(String yuan) {
    assertThatThrownBy(() -> Yuan.fen(yuan)).isInstanceOf(MalformedAnswerException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:00:00Z, 2026-06-01 20:00:00",
    "2026-06-01T16:00:00Z, 2026-06-02 00:00:00",
    "2025-12-31T16:00:01Z, 2026-01-01 00:00:01",
  })
  void timeIsOfShanghai(Instant instant, String text) {
    assertThat(ChinaTime.of(instant)).isEqualTo(text);
    assertThat(ChinaTime.instant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01 20:00:00.123, 2026-06-01T12:00:00.123Z",
    "2026-06-01 20:00:00.0, 2026-06-01T12:00:00Z"
  })
  void timeMayHaveMilliseconds(String text, Instant instant) {
    assertThat(ChinaTime.instant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-06-01",
        "2026-06-01T20:00:00",
        "2026-6-1 20:00:00",
        "2026-02-29 20:00:00",
        "2026-06-01 24:00:00",
        "2026-06-01 20:00:00 ",
        "99999-06-01 20:00:00"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> ChinaTime.instant(text)).isInstanceOf(MalformedAnswerException.class);
  }
}
