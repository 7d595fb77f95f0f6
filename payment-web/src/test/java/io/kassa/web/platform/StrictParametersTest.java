package io.kassa.web.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictParametersTest {
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  enum Status {
    SUCCEEDED,
    CANCELED
  }

  interface Resource {
    void call(
        @PathParam("id") UUID id,
        @QueryParam("accountId") UUID accountId,
        @QueryParam("createdFrom") Instant createdFrom,
        @QueryParam("limit") PageLimit limit,
        @QueryParam("wait") int wait,
        @QueryParam("open") boolean open,
        @QueryParam("status") Status status,
        @QueryParam("orderId") String orderId,
        @HeaderParam("X") UUID header,
        @QueryParam("sequence") Long sequence);
  }

  @Test
  void wellFormedParametersAreRead() {
    assertThat(parameter(0).fromString(ID)).isEqualTo(UUID.fromString(ID));
    assertThat(parameter(1).fromString(ID)).isEqualTo(UUID.fromString(ID));
    assertThat(parameter(3).fromString("1")).isEqualTo(new PageLimit(1));
    assertThat(parameter(3).fromString("99")).isEqualTo(new PageLimit(99));
    assertThat(parameter(3).fromString("100")).isEqualTo(new PageLimit(100));
    assertThat(parameter(3).fromString(PageLimit.DEFAULT)).isEqualTo(new PageLimit(20));
    assertThat(parameter(4).fromString("30")).isEqualTo(30);
    assertThat(parameter(5).fromString("true")).isEqualTo(true);
    assertThat(parameter(5).fromString("false")).isEqualTo(false);
    assertThat(parameter(9).fromString("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    assertThat(parameter(6).fromString("CANCELED")).isEqualTo(Status.CANCELED);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T09:00:00Z,2026-11-23T09:00:00Z",
    "2026-11-23T09:00:00.1Z,2026-11-23T09:00:00.1Z",
    "2026-11-23T09:00:00.123456789Z,2026-11-23T09:00:00.123456Z",
    "2026-11-23T09:00:00+08:00,2026-11-23T01:00:00Z",
    "2024-02-29T00:00:00-00:00,2024-02-29T00:00:00Z"
  })
  void timesOfRfc3339AreRead(String text, Instant instant) {
    assertThat(parameter(2).fromString(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1-1-1-1-1", "01890A5D-AC96-774B-BCCE-B302099A8057"})
  void aMalformedPathParameterNamesNoObject(String text) {
    assertThatThrownBy(() -> parameter(0).fromString(text))
        .isInstanceOfSatisfying(
            PaymentException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1|x|accountId: must be a UUID in lower case",
        "2|2026-11-23|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "2|2026-11-23T09:00:00|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "2|2026-11-23t09:00:00z|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "2|2026-02-29T09:00:00Z|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "2|2026-11-23T09:00:60Z|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "2|2026-11-23T09:00:00 08:00|createdFrom: must be a time of RFC 3339, as 2026-01-31T23:59:59Z",
        "3|0|limit: must be an integer between 1 and 100",
        "3|101|limit: must be an integer between 1 and 100",
        "3|-1|limit: must be an integer between 1 and 100",
        "3|07|limit: must be an integer between 1 and 100",
        "3|+7|limit: must be an integer between 1 and 100",
        "3|1e1|limit: must be an integer between 1 and 100",
        "3|9999999999|limit: must be an integer between 1 and 100",
        "4|x|wait: must be an integer",
        "4|9999999999|wait: must be an integer",
        "5|yes|open: must be true or false",
        "5|TRUE|open: must be true or false",
        "6|canceled|status: must be one of SUCCEEDED, CANCELED",
        "6|PAID|status: must be one of SUCCEEDED, CANCELED",
        "9|1000000000000000000|sequence: must be an integer",
        "9|07|sequence: must be an integer"
      })
  void aMalformedQueryParameterIsNamed(int index, String text, String message) {
    assertThatThrownBy(() -> parameter(index).fromString(text))
        .isInstanceOf(PaymentException.class)
        .hasMessage(message);
  }

  @Test
  void anEmptyQueryParameterIsNoAbsentOne() {
    for (int index = 1; index <= 6; index++) {
      ParamConverter<?> converter = parameter(index);
      assertThatThrownBy(() -> converter.fromString("")).isInstanceOf(PaymentException.class);
    }
  }

  @Test
  void anAbsentParameterIsLeftToItsDefault() {
    for (int index = 0; index <= 6; index++) {
      ParamConverter<?> converter = parameter(index);
      assertThatThrownBy(() -> converter.fromString(null))
          .isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void stringsAndHeadersAreLeftToTheServer() {
    assertThat(parameter(7)).isNull();
    assertThat(parameter(8)).isNull();
  }

  private static ParamConverter<?> parameter(int index) {
    Parameter parameter = Resource.class.getDeclaredMethods()[0].getParameters()[index];
    return new StrictParameters()
        .getConverter(
            parameter.getType(), parameter.getParameterizedType(), parameter.getAnnotations());
  }
}
