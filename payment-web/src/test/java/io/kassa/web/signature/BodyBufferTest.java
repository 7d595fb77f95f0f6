package io.kassa.web.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.web.json.BodyBuffer;
import io.kassa.web.json.BodyText;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is read twice is the same both times. */
class BodyBufferTest {
  private static final String BODY = "{\"name\":\"早餐\"}";

  private final SentRequest sent = SentRequest.of("POST", "/a?b=c", BODY).with("X-A", "1");

  @Test
  void bodyIsGivenAgain() throws IOException {
    BodyBuffer buffered = BodyBuffer.of(sent.received());

    assertThat(buffered.bytes()).isEqualTo(BODY.getBytes(UTF_8));
    assertThat(BodyText.bytes(buffered.getInputStream())).isEqualTo(BODY.getBytes(UTF_8));
    assertThat(buffered.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void restOfTheRequestIsUnchanged() throws IOException {
    BodyBuffer buffered = BodyBuffer.of(sent.received());

    assertThat(buffered.getMethod()).isEqualTo("POST");
    assertThat(buffered.getRequestURI()).isEqualTo("/a");
    assertThat(buffered.getQueryString()).isEqualTo("b=c");
    assertThat(buffered.getHeader("x-a")).isEqualTo("1");
  }

  @Test
  void streamIsReadByteByByteAndInPieces() throws IOException {
    ServletInputStream stream = BodyBuffer.of(sent.received()).getInputStream();
    byte[] expected = BODY.getBytes(UTF_8);
    byte[] read = new byte[expected.length + 5];

    read[0] = (byte) stream.read();
    assertThat(stream.available()).isEqualTo(expected.length - 1);
    assertThat(stream.read(read, 1, 0)).isZero();
    assertThat(stream.read(read, 1, 3)).isEqualTo(3);
    assertThat(stream.isFinished()).isFalse();
    assertThat(stream.read(read, 4, read.length - 4)).isEqualTo(expected.length - 4);
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.read(read, 0, 1)).isEqualTo(-1);
    assertThat(stream.readNBytes(3)).isEmpty();
    assertThat(read).startsWith(expected);
  }

  @Test
  void bytesAboveAsciiAreNoEnd() throws IOException {
    ServletInputStream stream =
        BodyBuffer.of(SentRequest.of("POST", "/", "ÿ").received()).getInputStream();

    assertThat(stream.read()).isEqualTo(0xc3);
    assertThat(stream.read()).isEqualTo(0xbf);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void readerReadsUtf8() throws IOException {
    assertThat(BodyBuffer.of(sent.received()).getReader().readLine()).isEqualTo(BODY);
  }

  @Test
  void nobodyIsToldAboutDataThatIsHere() throws IOException {
    ServletInputStream stream = BodyBuffer.of(sent.received()).getInputStream();

    assertThat(stream.isReady()).isTrue();
    assertThatThrownBy(() -> stream.setReadListener(null))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BodyText.MAX_BYTES - 1, BodyText.MAX_BYTES})
  void bodyUpToTheLimitIsKept(int length) throws IOException {
    String body = "x".repeat(length);

    assertThat(BodyBuffer.of(SentRequest.of("POST", "/", body).received()).bytes()).hasSize(length);
  }

  @Test
  void longerBodyIsTooLarge() {
    SentRequest large = SentRequest.of("POST", "/", "x".repeat(BodyText.MAX_BYTES + 1));

    assertThat(
            catchThrowableOfType(PaymentException.class, () -> BodyBuffer.of(large.received()))
                .code())
        .isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
  }

  @Test
  void uploadThatBreaksOffIsNotValid() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> new SentRequest.Stream(broken));

    assertThat(catchThrowableOfType(PaymentException.class, () -> BodyBuffer.of(request)).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }
}
