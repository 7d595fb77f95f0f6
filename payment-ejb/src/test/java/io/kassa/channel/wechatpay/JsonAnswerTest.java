package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.storage.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerTest {

  @Test
  void membersThatNobodyAsksForAreLeftAlone() {
    JsonAnswer answer =
        parse("{\"new\":[1,\"a\",null,{\"b\":[true]}],\"text\":\"x\",\"more\":{\"text\":2}}");

    assertThat(answer.text("text")).isEqualTo("x");
    assertThat(answer.holds("none")).isFalse();
  }

  @Test
  void nullIsAnAbsentMember() {
    JsonAnswer answer = parse("{\"text\":null}");

    assertThat(answer.holds("text")).isFalse();
    assertThat(answer.textOrNull("text")).isNull();
    assertThatThrownBy(() -> answer.text("text")).isInstanceOf(MalformedAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "\"x\"",
        "[]",
        "null",
        "{",
        "{\"a\":1",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{'a':1}",
        "{\"a\":1,\"a\":1}",
        "{\"b\":{\"a\":1,\"a\":2}}",
        "{\"a\":01}",
        "<html>"
      })
  void whatIsNoPlainObjectIsMalformed(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    assertThatThrownBy(
            () ->
                JsonAnswer.parse(Bytes.of(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'})))
        .isInstanceOf(MalformedAnswerException.class);
    assertThatThrownBy(
            () -> JsonAnswer.parse(Bytes.of("{\"a\":1}".getBytes(StandardCharsets.UTF_16))))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @ParameterizedTest
  @CsvSource({"16, true", "17, false", "20000, false"})
  void depthIsBounded(int depth, boolean taken) {
    String text = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

    if (taken) {
      assertThat(parse(text).holds("a")).isTrue();
    } else {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedAnswerException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e2", "\"1\"", "true", "null", "{}", "1000000000000000000"})
  void numberIsAnIntegerOrMalformed(String value) {
    JsonAnswer answer = parse("{\"n\":" + value + "}");

    assertThatThrownBy(() -> answer.integer("n")).isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void valuesAreReadByTheirTypes() {
    JsonAnswer answer =
        parse(
            "{\"n\":999999999999999999,\"m\":-1,\"t\":\"2018-06-08T10:34:56+08:00\","
                + "\"o\":{\"x\":\"y\"},\"l\":[{\"x\":\"z\"}]}");

    assertThat(answer.integer("n")).isEqualTo(999_999_999_999_999_999L);
    assertThat(answer.integer("m")).isEqualTo(-1);
    assertThat(answer.time("t")).isEqualTo(Instant.parse("2018-06-08T02:34:56Z"));
    assertThat(answer.object("o").text("x")).isEqualTo("y");
    assertThat(answer.objects("l"))
        .singleElement()
        .satisfies(o -> assertThat(o.text("x")).isEqualTo("z"));
    assertThatThrownBy(() -> answer.time("n")).isInstanceOf(MalformedAnswerException.class);
    assertThatThrownBy(() -> answer.object("l")).isInstanceOf(MalformedAnswerException.class);
    assertThatThrownBy(() -> answer.objects("o")).isInstanceOf(MalformedAnswerException.class);
  }

  private static JsonAnswer parse(String text) {
    return JsonAnswer.parse(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
