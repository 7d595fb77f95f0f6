package io.kassa.client;

import static io.kassa.client.LoopbackServer.hangUp;
import static io.kassa.client.LoopbackServer.json;
import static io.kassa.client.LoopbackServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kassa.client.LoopbackServer.Asked;
import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.failure.RefusedException;
import io.kassa.client.model.NewPayment;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final NewPayment ORDER = NewPayment.of("order-1", 1999, "CNY");

  private final LoopbackServer server = new LoopbackServer();
  private final MerchantClient merchant = client(ClientOptions.defaults());

  TriesTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  private MerchantClient client(ClientOptions options) {
    return MerchantClient.of(server.apiBase(), MerchantCredential.hmac("kc_1", "s"), options);
  }

  @Test
  void lostAnswerIsAskedForAgainWithTheSameKeyAndANewSignature() {
    server.on("POST /payments", hangUp(), hangUp(), json(201, Samples.created()));

    assertThat(merchant.create(ORDER).id()).isEqualTo(Samples.PAYMENT_ID);

    List<Asked> asked = server.asked();
    assertThat(asked).hasSize(3);
    assertThat(headers(asked, "Idempotency-key"))
        .singleElement()
        .asString()
        .matches("\"[0-9a-f-]{36}\"");
    assertThat(headers(asked, "Signature-input")).hasSize(3);
    assertThat(asked.stream().map(Asked::body).distinct()).hasSize(1);
  }

  @Test
  void passingRefusalIsTriedAgainAfterAsLongAsTheServerAsked() {
    server.on(
        "POST /payments",
        problem(429, "too-many-requests", "Retry-After", "1"),
        problem(409, "request-in-progress", "Retry-After", "0"),
        problem(503, "service-unavailable", "Retry-After", "0"),
        json(201, Samples.created()));
    long begin = System.nanoTime();

    merchant.create(ORDER);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(990));
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void proxyWithoutServerIsTriedAgain() {
    server.on(
        "POST /payments",
        exchange -> LoopbackServer.send(exchange, 502, "text/html", "<h1>Bad gateway</h1>"),
        json(201, Samples.created()));

    merchant.create(ORDER);

    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void refusalThatStandsIsNotTriedAgain() {
    for (String code : List.of("order-conflict", "insufficient-funds", "internal-error")) {
      int before = server.asked().size();
      server.on("POST /payments", problem(code.equals("internal-error") ? 500 : 409, code));

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> merchant.create(ORDER))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));

      assertThat(server.asked()).hasSize(before + 1);
    }
  }

  @Test
  void triesEndAndTheLastFailureIsTold() {
    server.on("POST /payments", problem(503, "service-unavailable", "Retry-After", "0"));

    assertThatExceptionOfType(RefusedException.ServiceUnavailable.class)
        .isThrownBy(() -> client(ClientOptions.defaults().tries(3)).create(ORDER))
        .withMessageContaining("request r-1");

    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void pauseThatWouldOutlastTheCallIsNotMade() {
    server.on("POST /payments", problem(429, "too-many-requests", "Retry-After", "3600"));
    long begin = System.nanoTime();

    assertThatExceptionOfType(RefusedException.TooManyRequests.class)
        .isThrownBy(() -> merchant.create(ORDER));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void answerThatDripsEndsWithTheCallsTime() {
    server.on(
        "GET /payments/" + Samples.PAYMENT_ID,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (true) {
            body.write(' ');
            body.flush();
          }
        });
    long begin = System.nanoTime();

    assertThatExceptionOfType(NoAnswerException.class)
        .isThrownBy(
            () ->
                client(ClientOptions.defaults().callTimeout(Duration.ofMillis(500)).tries(1))
                    .payment(Samples.PAYMENT_ID))
        .satisfies(failure -> assertThat(failure.isOutcomeUnknown()).isTrue());

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void serverThatIsNotThereIsToldFromOneThatMayHaveActed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    MerchantClient nowhere =
        MerchantClient.of(
            URI.create("http://127.0.0.1:" + free + "/payment/api/v1"),
            MerchantCredential.basic("kc_1", "s"),
            ClientOptions.defaults().tries(2));

    assertThatExceptionOfType(NoAnswerException.class)
        .isThrownBy(() -> nowhere.create(ORDER))
        .satisfies(failure -> assertThat(failure.isOutcomeUnknown()).isFalse());
  }

  @Test
  void answerThatIsNoJsonIsNoAnswer() {
    server.on("POST /payments", json(200, "<html>welcome to the hotel</html>"));

    assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> merchant.create(ORDER));
  }

  private static Set<String> headers(List<Asked> asked, String name) {
    return asked.stream().map(each -> each.headers().get(name)).collect(Collectors.toSet());
  }
}
