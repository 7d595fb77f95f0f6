package io.kassa.web.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final String LEAST = "\"orderId\":\"o\",\"amount\":1,\"count\":1";

  private final RecordReader reader = new RecordReader(TestConstraints.english());

  @Test
  void everyKindOfValueIsRead() {
    SampleOrder order =
        read(
            """
            {"orderId": "é😀\\u00e9\\uD83D\\uDE00", "amount": 9223372036854775807, "limit": -9223372036854775808,
             "count": 2147483647, "retries": -2147483648, "urgent": true, "taxRate": 0.060000,
             "accountId": "01890a5d-ac96-774b-bcce-b302099a8057", "scene": "APP",
             "buyer": {"name": "A", "parent": {"name": "B"}},
             "lines": [{"description": "tea", "quantity": 0, "unitAmount": 5}],
             "tags": ["a", ""], "metadata": {"k": "v", "": "w"}}
            """);
    assertThat(order)
        .isEqualTo(
            new SampleOrder(
                "é😀é😀",
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                true,
                new BigDecimal("0.060000"),
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                SampleOrder.Scene.APP,
                new SampleOrder.Buyer("A", new SampleOrder.Buyer("B", null)),
                List.of(new SampleOrder.Line("tea", 0, 5L)),
                List.of("a", ""),
                Map.of("k", "v", "", "w")));
  }

  @Test
  void whatIsLeftOutIsNull() {
    SampleOrder order = read("{" + LEAST + "}");
    assertThat(order)
        .isEqualTo(
            new SampleOrder("o", 1, null, 1, null, null, null, null, null, null, null, null, null));
  }

  @Test
  void listsAndMapsCannotBeChanged() {
    SampleOrder order = read("{" + LEAST + ",\"tags\":[],\"metadata\":{}}");
    assertThatThrownBy(() -> order.tags().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> order.metadata().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"amont\":1 | amont | is not a field of this request",
        "\"buyer\":{\"nam\":1,\"name\":\"A\"} | buyer.nam | is not a field of this request",
        "\"amount\":1 | amount | is there twice",
        "\"buyer\":{\"name\":\"A\",\"name\":\"A\"} | buyer.name | is there twice",
        "\"metadata\":{\"a\":\"1\",\"a\":\"1\"} | metadata.a | is there twice",
        "\"metadata\":{\"a\":1,\"\\u0061\":\"1\"} | metadata.a | must be a string",
        "\"limit\":\"100\" | limit | must be an integer",
        "\"limit\":1.0 | limit | must be an integer",
        "\"limit\":1e2 | limit | must be an integer",
        "\"limit\":true | limit | must be an integer",
        "\"limit\":[1] | limit | must be an integer",
        "\"limit\":{\"a\":[{}]} | limit | must be an integer",
        "\"limit\":9223372036854775808 | limit | must be between -9223372036854775808 and 9223372036854775807",
        "\"limit\":-9223372036854775809 | limit | must be between -9223372036854775808 and 9223372036854775807",
        "\"retries\":2147483648 | retries | must be between -2147483648 and 2147483647",
        "\"retries\":-2147483649 | retries | must be between -2147483648 and 2147483647",
        "\"urgent\":\"true\" | urgent | must be true or false",
        "\"urgent\":1 | urgent | must be true or false",
        "\"taxRate\":\"0.06\" | taxRate | must be a decimal number with at most 12 digits before and 6 after the point",
        "\"taxRate\":1e-2 | taxRate | must be a decimal number with at most 12 digits before and 6 after the point",
        "\"taxRate\":0.0000001 | taxRate | must be a decimal number with at most 12 digits before and 6 after the point",
        "\"taxRate\":1000000000000 | taxRate | must be a decimal number with at most 12 digits before and 6 after the point",
        "\"accountId\":\"01890A5D-AC96-774B-BCCE-B302099A8057\" | accountId | must be a UUID in lower case",
        "\"accountId\":\"1-1-1-1-1\" | accountId | must be a UUID in lower case",
        "\"accountId\":\"01890a5dac96774bbcceb302099a8057\" | accountId | must be a UUID in lower case",
        "\"accountId\":1 | accountId | must be a UUID in lower case",
        "\"scene\":\"app\" | scene | must be one of NATIVE, APP",
        "\"scene\":0 | scene | must be one of NATIVE, APP",
        "\"buyer\":[] | buyer | must be an object",
        "\"buyer\":\"A\" | buyer | must be an object",
        "\"lines\":{} | lines | must be an array",
        "\"lines\":[[]] | lines[0] | must be an object",
        "\"lines\":[{\"quantity\":1,\"description\":\"a\"},{\"description\":\"a\",\"quantity\":\"1\"}] | lines[1].quantity | must be an integer",
        "\"lines\":[{\"description\":\"a\"}] | lines[0].quantity | must be present",
        "\"lines\":[{\"description\":\"a\",\"quantity\":-1}] | lines[0] | holds values that do not go together",
        "\"tags\":[\"a\",1] | tags[1] | must be a string",
        "\"metadata\":[] | metadata | must be an object",
        "\"metadata\":{\"a\":{}} | metadata.a | must be a string",
        "\"tags\":[\"\\u0000\"] | tags[0] | contains the character NUL",
        "\"tags\":[\"\\ud83d\"] | tags[0] | contains half of a surrogate pair",
        "\"tags\":[\"\\ud83dx\"] | tags[0] | contains half of a surrogate pair",
        "\"tags\":[\"\\ude00\\ud83d\"] | tags[0] | contains half of a surrogate pair",
        "\"metadata\":{\"a\\u0000\":\"b\"} | metadata.a? | has a name that contains the character NUL",
        "\"metadata\":{\"\\ude00\":\"b\"} | metadata.? | has a name that contains half of a surrogate pair",
        "\"\\ude00\":1 | ? | is not a field of this request",
        "\"limit\":null | limit | must not be null; leave out what is not meant",
        "\"buyer\":null | buyer | must not be null; leave out what is not meant",
        "\"tags\":[null] | tags[0] | must not be null; leave out what is not meant",
        "\"metadata\":{\"a\":null} | metadata.a | must not be null; leave out what is not meant"
      })
  void aWrongMemberIsRefusedAtItsPlace(String member, String field, String detail) {
    assertThat(refusal("{" + LEAST + "," + member + "}"))
        .contains(new FieldError(field, detail))
        .extracting(FieldError::field)
        .containsOnly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | must not be empty",
        "` \n\t` | must not be empty",
        "[] | must be an object",
        "[{}] | must be an object",
        "\"a\" | must be an object",
        "1 | must be an object",
        "true | must be an object",
        "null | must not be null; leave out what is not meant",
        "{} x | must end after the object",
        "{}{} | must end after the object",
        "{}, | must end after the object",
        "`\uFEFF{}` | must not begin with a byte order mark"
      })
  void aWrongBodyIsRefusedAsAWhole(String body, String detail) {
    assertThat(refusal(body)).contains(new FieldError("$", detail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"orderId\":\"o\"",
        "{\"orderId\":\"o",
        "{\"orderId\" \"o\"}",
        "{'orderId':\"o\"}",
        "{orderId:\"o\"}",
        "{\"orderId\":\"o\",}",
        "{\"amount\":01}",
        "{\"amount\":+1}",
        "{\"amount\":.5}",
        "{\"amount\":1.}",
        "{\"amount\":0x10}",
        "{\"amount\":NaN}",
        "{\"amount\":-}",
        "{\"orderId\":\"\t\"}",
        "{\"orderId\":\"\\x\"}",
        "{\"orderId\":\"\\u12\"}",
        "{\"urgent\":TRUE}",
        "{\"tags\":[1 2]}",
        "{\"tags\":[\"a\",]}",
        "{\"tags\":[}",
        "{/* no */}",
        "}"
      })
  void brokenSyntaxIsRefused(String body) {
    assertThat(refusal(body))
        .last()
        .satisfies(
            error -> {
              assertThat(error.field()).isEqualTo("$");
              assertThat(error.detail()).startsWith("is not valid JSON at line 1, column ");
            });
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    for (byte[] bytes :
        List.of(
            new byte[] {'{', (byte) 0xC3, '}'},
            new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'},
            new byte[] {'{', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '}'},
            "{}".getBytes(UTF_16))) {
      assertThat(refusal(bytes)).containsExactly(new FieldError("$", "must be UTF-8"));
    }
  }

  @Test
  void utf16WithoutByteOrderMarkIsNotGuessed() {
    assertThat(refusal(new byte[] {0, '{', 0, '}'}))
        .singleElement()
        .extracting(FieldError::detail)
        .asString()
        .startsWith("is not valid JSON");
  }

  @Test
  void severalFieldsAreNamedAtOnce() {
    assertThat(refusal("{\"orderId\":1,\"amount\":\"1\",\"nope\":[1,{\"a\":[]}],\"scene\":\"X\"}"))
        .extracting(FieldError::field)
        .containsExactly("orderId", "amount", "nope", "scene", "count");
  }

  @ParameterizedTest
  @ValueSource(ints = {Reading.MAX_ERRORS - 1, Reading.MAX_ERRORS, Reading.MAX_ERRORS + 1})
  void refusalsInOneAnswerAreBounded(int wrong) {
    String tags = "1,".repeat(wrong);
    String body = "{" + LEAST + ",\"tags\":[" + tags + "\"a\"]}";
    assertThat(refusal(body)).hasSize(Math.min(wrong, Reading.MAX_ERRORS));
  }

  @Test
  void sixteenLevelsAreReadAndTheSeventeenthIsRefused() {
    assertThat(read(nested(15)).buyer()).isNotNull();
    assertThat(refusal(nested(16)))
        .containsExactly(new FieldError("$", "is nested deeper than 16 levels"));
    String unknown = "{" + LEAST + ",\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
    assertThat(refusal(unknown))
        .containsExactly(
            new FieldError("x", "is not a field of this request"),
            new FieldError("$", "is nested deeper than 16 levels"));
  }

  private static String nested(int buyers) {
    return "{"
        + LEAST
        + ",\"buyer\":"
        + "{\"name\":\"A\",\"parent\":".repeat(buyers - 1)
        + "{\"name\":\"A\"}"
        + "}".repeat(buyers);
  }

  @Test
  void listsAreBounded() {
    assertThat(read(listOf(ListShape.MAX_ELEMENTS - 1)).tags()).hasSize(999);
    assertThat(read(listOf(ListShape.MAX_ELEMENTS)).tags()).hasSize(1000);
    assertThat(refusal(listOf(ListShape.MAX_ELEMENTS + 1)))
        .containsExactly(new FieldError("tags", "must have at most 1000 elements"));
    assertThat(refusal(listOf(5 * ListShape.MAX_ELEMENTS))).hasSize(1);
  }

  private static String listOf(int elements) {
    return "{" + LEAST + ",\"tags\":[" + "\"a\",".repeat(elements - 1) + "\"a\"]}";
  }

  @Test
  void constraintsNameTheirFieldsInTheSameForm() {
    String body =
        """
        {"orderId":"", "amount":0, "count":1, "buyer":{},
         "lines":[{"description":"a","quantity":1,"unitAmount":0}],
         "tags":["a","long"], "metadata":{"long-key":"a","k":"long"}}
        """;
    assertThat(refusal(body))
        .containsExactly(
            new FieldError("amount", "must be greater than 0"),
            new FieldError("buyer.name", "must not be null"),
            new FieldError("lines[0].unitAmount", "must be greater than 0"),
            new FieldError("metadata.k", "size must be between 0 and 3"),
            new FieldError("metadata.long-key", "size must be between 0 and 5"),
            new FieldError("orderId", "size must be between 1 and 64"),
            new FieldError("tags[1]", "size must be between 0 and 3"));
  }

  @Test
  void constraintsSpeakEnglishWhateverTheServersLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(refusal("{\"orderId\":\"o\",\"amount\":0,\"count\":1}"))
          .containsExactly(new FieldError("amount", "must be greater than 0"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void longNamesAreCutInTheAnswer() {
    assertThat(refusal("{" + LEAST + ",\"" + "n".repeat(65) + "\":1}"))
        .extracting(FieldError::field)
        .containsExactly("n".repeat(64) + "...");
  }

  @Test
  void sixtyFourKibibytesAreReadAndOneByteMoreIsTooLarge() {
    for (int size : new int[] {BodyText.MAX_BYTES - 1, BodyText.MAX_BYTES}) {
      assertThat(BodyText.bytes(new ByteArrayInputStream(new byte[size]))).hasSize(size);
    }
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            Arrays.fill(buffer, from, from + length, (byte) ' ');
            return length;
          }
        };
    for (InputStream tooMuch :
        List.of(new ByteArrayInputStream(new byte[BodyText.MAX_BYTES + 1]), endless)) {
      PaymentException refused =
          catchThrowableOfType(PaymentException.class, () -> BodyText.bytes(tooMuch));
      assertThat(refused.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
    }
  }

  @Test
  void anUploadThatBreaksOffIsRefused() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> BodyText.bytes(broken))
        .isInstanceOf(PaymentException.class)
        .hasMessage("$: ended before it was complete");
  }

  @Test
  void aRecordThatNoBodyMayHoldIsABug() {
    record Unreadable(double amount) {}
    assertThatThrownBy(() -> reader.read("{}".getBytes(UTF_8), Unreadable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("double");
  }

  private SampleOrder read(String body) {
    return reader.read(body.getBytes(UTF_8), SampleOrder.class);
  }

  private List<FieldError> refusal(String body) {
    return refusal(body.getBytes(UTF_8));
  }

  private List<FieldError> refusal(byte[] body) {
    PaymentException refused =
        catchThrowableOfType(PaymentException.class, () -> reader.read(body, SampleOrder.class));
    assertThat(refused).as("accepted: %s", new String(body, UTF_8)).isNotNull();
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    return refused.errors();
  }
}
