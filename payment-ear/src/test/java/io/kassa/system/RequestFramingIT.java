package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose end two readers may see at different places, byte by byte. */
class RequestFramingIT {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();
  private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 [0-9]{3}");
  private static final String END = "\r\n";

  /** What a smuggler hides behind a request of his own. */
  private static final String HIDDEN = "GET /payment/api/v1/keys HTTP/1.1\r\nHost: a\r\n\r\n";

  private final URI base = Instance.current().base();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Content-Length: 5",
        "Content-Length: 5|Content-Length: 6",
        "Content-Length: 5|Content-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length: 5|Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked|Content-Length: 5",
        "Transfer-Encoding : chunked|Content-Length: 5",
        "Transfer-Encoding: chunked|Transfer-Encoding: identity",
        "Host: b",
      })
  void whatIsHiddenBehindAnAmbiguousEndIsNotAnswered(String headers) throws IOException {
    String request =
        "POST /payment/api/v1/payments HTTP/1.1\r\nHost: a\r\n"
            + headers.replace("|", END)
            + "\r\n\r\n0\r\n\r\n";

    String answers = answers(request + HIDDEN);

    // by the order of its headers one of these is taken as chunked, which is allowed
    assertThat(answers).as(headers).containsPattern("^HTTP/1\\.1 (400|401)");
    assertThat(ANSWER.matcher(answers).results().count()).as(answers).isEqualTo(1);
    assertThat(answers).containsIgnoringCase("connection: close");
  }

  @Test
  void twoPlainRequestsOnOneConnectionAreTwo() throws IOException {
    String last = HIDDEN.replace("Host: a\r\n", "Host: a\r\nConnection: close\r\n");

    assertThat(ANSWER.matcher(answers(HIDDEN + last)).results().count()).isEqualTo(2);
  }

  @Test
  void connectionEndsAfterAChunkedRequest() throws IOException {
    String chunked =
        "POST /payment/api/v1/payments HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + String.join(END, "2", "{}", "0", "", "");

    String answers = answers(chunked + HIDDEN);

    assertThat(answers).as("no proof, and a plain end").startsWith("HTTP/1.1 401");
    assertThat(ANSWER.matcher(answers).results().count()).isEqualTo(1);
  }

  @Test
  void whatTheServerRefusesItselfHasTheHeadersOfEveryAnswerAndNoName() throws IOException {
    String answer =
        answers("GET /payment/api/v1/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("payara");
    assertThat(answer).doesNotContainIgnoringCase("glassfish").doesNotContain("Exception");
  }

  @Test
  void redirectsDoNotFollowTheHostHeader() throws IOException {
    String answer =
        answers("GET /payment HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 30").contains("Location: /payment/");
    assertThat(answer).doesNotContain("evil.example");
  }

  /** Everything that comes back until the server closes the connection. */
  private String answers(String requests) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
