package io.kassa.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kassa.channel.ChannelSettings;
import io.kassa.storage.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProviderHttpTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ProviderHttp http = new ProviderHttp(threads, Duration.ofMillis(500));
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anyStatusIsAnAnswerWithItsRawBytes() {
    answer(500, new byte[] {0, 1, (byte) 0xff});

    ProviderReply reply = send(base());

    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(Bytes.array(reply.body())).containsExactly(0, 1, 0xff);
  }

  @Test
  void redirectsAreNotFollowed() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", base() + "elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThat(send(base()).statusCode()).isEqualTo(302);
  }

  @Test
  void longestAnswerIsTakenAndOneByteMoreIsNot() {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = new byte[Integer.parseInt(exchange.getRequestURI().getQuery())];
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });

    assertThat(Bytes.array(send(URI.create(base() + "?" + ProviderHttp.MOST_BYTES)).body()))
        .hasSize(ProviderHttp.MOST_BYTES);
    refused(URI.create(base() + "?" + (ProviderHttp.MOST_BYTES + 1)), "broken-off");
  }

  @Test
  void answerThatNeverBeginsEndsInTime() {
    server.createContext("/", exchange -> waitForTheEnd());

    refused(base(), "no-answer-in-time");
  }

  @Test
  void answerThatNeverEndsEndsInTimeToo() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          waitForTheEnd();
        });

    refused(base(), "no-answer-in-time");
  }

  @Test
  void nobodyThereIsNotReached() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    refused(URI.create("http://127.0.0.1:" + port + "/"), "not-reached");
  }

  @Test
  void hostThatTheConfigurationDoesNotNameIsNotAsked() {
    answer(200, new byte[0]);
    AllowedHosts others = hosts(URI.create("http://127.0.0.2:1/"));

    assertThatThrownBy(
            () -> http.send(HttpRequest.newBuilder(base()), others).toCompletableFuture().join())
        .hasRootCauseMessage("host-not-allowed");
  }

  private void answer(int status, byte[] body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private void waitForTheEnd() {
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private ProviderReply send(URI address) {
    return http.send(HttpRequest.newBuilder(address), hosts(address)).toCompletableFuture().join();
  }

  private void refused(URI address, String reason) {
    assertThatThrownBy(() -> send(address))
        .hasCauseInstanceOf(ProviderException.class)
        .cause()
        .hasMessage(reason);
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static AllowedHosts hosts(URI origin) {
    return AllowedHosts.of(
        new ChannelSettings(new UUID(0, 1), 1, true, Map.of(), origin), Set.of(), origin);
  }
}
