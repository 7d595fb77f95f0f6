package io.kassa.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.channel.http.AllowedHosts;
import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderHttp;
import io.kassa.channel.http.ProviderReply;
import io.kassa.storage.Bytes;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlipayClientTest {
  private final List<HttpRequest> sent = new ArrayList<>();
  private final Account account = AccountReader.read(Samples.settings(false, Samples.values()));
  private final Samples.Hand clock = new Samples.Hand();

  @Test
  void answerBelow500IsGivenAsItIs() {
    assertThat(client(429).ask(call(Deadline.begin())).toCompletableFuture().join().statusCode())
        .isEqualTo(429);
    assertThat(client(499).send(call(Deadline.begin())).toCompletableFuture().join().statusCode())
        .isEqualTo(499);
  }

  /** Thrown before the method returns: Payara's circuit breaker does not see a stage that fails. */
  @Test
  void faultOfTheirsIsThrown() {
    assertThatThrownBy(() -> client(500).ask(call(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("http-500");
    assertThatThrownBy(() -> client(503).send(call(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("http-503");
  }

  @Test
  void brokenConnectionIsThrown() {
    LiveClient client =
        client(CompletableFuture.failedFuture(new ProviderException("no-answer-in-time", null)));

    assertThatThrownBy(() -> client.send(call(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("no-answer-in-time");
  }

  @Test
  void nothingIsSentAfterTheDeadline() {
    AtomicLong nanos = new AtomicLong();
    Deadline deadline = Deadline.begin(nanos::get);
    nanos.set(Deadline.LATEST_BEGINNING.toNanos() + 1);

    assertThatThrownBy(() -> client(200).ask(call(deadline))).isInstanceOf(TooLateException.class);
    assertThatThrownBy(() -> client(200).send(call(deadline))).isInstanceOf(TooLateException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void repeatedQuestionIsSignedAnew() {
    Call question = call(Deadline.begin());
    LiveClient client = client(200);

    client.ask(question);
    clock.forward(Duration.ofSeconds(1));
    client.ask(question);

    assertThat(sent)
        .extracting(request -> Loopback.form(request.uri().getRawQuery()).get("timestamp"))
        .containsExactly("2026-06-01 20:00:00", "2026-06-01 20:00:01");
    assertThat(sent).allMatch(request -> request.uri().toString().startsWith(gateway()));
  }

  private static String gateway() {
    return "https://openapi.alipay.com/gateway.do?";
  }

  /**
   * What changes the provider's books is sent once; live and test merchants have their own ways.
   */
  @ParameterizedTest
  @ValueSource(classes = {LiveClient.class, TestClient.class})
  void onlyQuestionsAreRepeated(Class<?> client) throws NoSuchMethodException {
    assertThat(client.getMethod("ask", Call.class).getAnnotation(Retry.class).maxRetries())
        .isEqualTo(2);
    assertThat(client.getMethod("send", Call.class).isAnnotationPresent(Retry.class)).isFalse();
    for (String method : new String[] {"ask", "send"}) {
      assertThat(client.getMethod(method, Call.class).getAnnotation(CircuitBreaker.class).failOn())
          .containsExactly(ProviderException.class);
      assertThat(client.getMethod(method, Call.class).getAnnotation(Bulkhead.class).value())
          .isEqualTo(64);
    }
  }

  @Test
  void testMerchantsGoTheirOwnWay() {
    LiveClient live = client(200);
    Exchange separate = new SeparateExchange(live, LoopbackExchange.unreachable());
    Account test = AccountReader.read(Samples.settings(true, Samples.values()));

    assertThat(separate.ask(call(Deadline.begin()))).isCompleted();
    assertThat(separate.ask(Call.of(test, "alipay.trade.query", "{}", Deadline.begin(), clock)))
        .isCompletedExceptionally();
  }

  private Call call(Deadline deadline) {
    return Call.of(account, "alipay.trade.query", "{}", deadline, clock);
  }

  private LiveClient client(int status) {
    return client(
        CompletableFuture.completedFuture(
            new ProviderReply(
                status, HttpHeaders.of(Map.of(), (name, value) -> true), Bytes.of(new byte[0]))));
  }

  private LiveClient client(CompletionStage<ProviderReply> answer) {
    return new LiveClient(
        new ProviderHttp() {
          @Override
          public CompletionStage<ProviderReply> send(
              HttpRequest.Builder request, AllowedHosts hosts) {
            sent.add(request.build());
            return answer;
          }
        });
  }
}
