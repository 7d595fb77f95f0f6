package io.kassa.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.enterprise.context.Dependent;
import jakarta.validation.Validation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonReaderTest {
  record Command(String name) {}

  private final StrictJsonReader reader = new StrictJsonReader();

  @BeforeEach
  void giveItTheServersFactory() {
    reader.setFactory(
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory());
  }

  @Test
  void recordsAreReadWhateverTheirMediaTypeSoThatOthersCanBeRefused() {
    assertThat(readable(Command.class, MediaType.APPLICATION_JSON_TYPE)).isTrue();
    assertThat(readable(Command.class, MediaType.APPLICATION_OCTET_STREAM_TYPE)).isTrue();
    assertThat(readable(Map.class, MediaType.APPLICATION_JSON_TYPE)).isFalse();
    assertThat(readable(String.class, MediaType.APPLICATION_JSON_TYPE)).isFalse();
  }

  @Test
  void noProxyHidesItsMediaTypes() {
    // behind a client proxy, Payara would silently let JSON-B read the bodies
    assertThat(StrictJsonReader.class).hasAnnotation(Dependent.class);
  }

  @ParameterizedTest
  @CsvSource({
    "application,json,",
    "application,json,utf-8",
    "application,json,UTF-8",
    "Application,JSON,"
  })
  void jsonInUtf8IsRead(String type, String subtype, String charset) {
    assertThat(read("{\"name\":\"a\"}", new MediaType(type, subtype, charset), true))
        .isEqualTo(new Command("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "application,json,utf-16",
    "application,json,iso-8859-1",
    "application,xml,",
    "text,json,",
    "application,merge-patch+json,",
    "application,*,"
  })
  void anyOtherMediaTypeIsRefused(String type, String subtype, String charset) {
    assertThat(refusal("{}", new MediaType(type, subtype, charset), true))
        .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void aBodyWithoutContentTypeIsRefusedAsSuchAndAnEmptyOneAsEmpty() {
    MediaType assumed = MediaType.APPLICATION_OCTET_STREAM_TYPE;
    assertThat(refusal("{}", assumed, false)).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(refusal("", assumed, false)).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal("", MediaType.APPLICATION_JSON_TYPE, true))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private boolean readable(Class<?> type, MediaType mediaType) {
    return reader.isReadable(type, type, new Annotation[0], mediaType);
  }

  private ErrorCode refusal(String body, MediaType mediaType, boolean typed) {
    return catchThrowableOfType(PaymentException.class, () -> read(body, mediaType, typed)).code();
  }

  @SuppressWarnings("unchecked") // JAX-RS hands the resource's own class over as this one
  private Record read(String body, MediaType mediaType, boolean typed) {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    if (typed) {
      headers.putSingle("Content-Type", "as in mediaType");
    }
    return reader.readFrom(
        (Class<Record>) (Class<?>) Command.class,
        Command.class,
        new Annotation[0],
        mediaType,
        headers,
        new ByteArrayInputStream(body.getBytes(UTF_8)));
  }
}
