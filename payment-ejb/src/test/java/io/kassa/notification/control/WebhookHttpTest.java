package io.kassa.notification.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real client and a real server; only names are answered by the test. */
class WebhookHttpTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
  private final AtomicInteger status = new AtomicInteger(200);
  private byte[] answer = new byte[0];
  private HttpServer server;
  private WebhookHttp http;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.getResponseHeaders().add("Location", "/");
          exchange.sendResponseHeaders(status.get(), answer.length == 0 ? -1 : answer.length);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    http = WebhookHttp.of(new TargetRules("443", Optional.of("127.0.0.0/8")), this::lookUp);
  }

  @AfterEach
  void close() {
    http.close();
    server.stop(0);
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName(address.get())};
  }

  private WebhookAnswer post(String url) {
    return http.post(URI.create(url), Map.of("webhook-id", "x"), BODY).toCompletableFuture().join();
  }

  private String local() {
    return "http://rebinding.example:" + server.getAddress().getPort() + "/";
  }

  @Test
  void nameThatLeadsToAnAllowedAddressIsCalled() {
    assertThat(post(local())).isEqualTo(new WebhookAnswer(200, null, ""));
    assertThat(calls).hasValue(1);
  }

  /** The url was fine when the endpoint was made; what the name says now decides. */
  @Test
  void nameThatAnswersDifferentlyLaterLeadsNowhere() {
    address.set("10.0.0.1");
    assertThat(post(local()).failure()).isEqualTo("address-not-allowed");
    address.set("127.0.0.1");
    assertThat(post("https://rebinding.example/").failure()).isEqualTo("address-not-allowed");
    assertThat(calls).hasValue(0);
  }

  @Test
  void literalAddressIsCheckedLikeAName() {
    address.set("169.254.169.254");
    assertThat(post("https://169.254.169.254/latest").failure()).isEqualTo("address-not-allowed");
  }

  @Test
  void redirectIsAnAnswerLikeAnyOther() {
    status.set(302);
    assertThat(post(local()).status()).isEqualTo(302);
    assertThat(post(local()).isTaken()).isFalse();
    assertThat(calls).hasValue(2);
  }

  @Test
  void answerIsKeptToItsFirstKibibyteAndBrokenOffWhenTooLong() {
    answer = "a\0".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    assertThat(post(local()).text()).hasSize(1_024).startsWith("a\uFFFDa").doesNotContain("\0");
    answer = new byte[BeginningOfAnswer.MOST_BYTES + 1];
    assertThat(post(local()).failure()).isEqualTo("broken-off");
  }

  @Test
  void serverThatIsNotThereIsNotReached() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(post("http://gone.example:" + port + "/").failure()).isEqualTo("not-reached");
  }
}
