package io.kassa.channel.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.channel.http.AllowedHosts;
import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderHttp;
import io.kassa.channel.http.ProviderReply;
import io.kassa.storage.Bytes;
import java.lang.reflect.Method;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatPayClientTest {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ".*nonce_str=\"(?<nonce>.*)\",timestamp=\"(?<time>.*)\",serial_no=\".*\","
              + "signature=\"(?<signature>.*)\"");

  private final List<HttpRequest> sent = new ArrayList<>();
  private final Account account = AccountReader.read(Samples.settings(false, Samples.values()));
  private final Samples.Hand clock = new Samples.Hand();

  @Test
  void answerBelow500IsGivenAsItIs() {
    assertThat(
            client(429).ask(question(Deadline.begin())).toCompletableFuture().join().statusCode())
        .isEqualTo(429);
    assertThat(client(499).send(post(Deadline.begin())).toCompletableFuture().join().statusCode())
        .isEqualTo(499);
  }

  /** Thrown before the method returns: Payara's circuit breaker does not see a stage that fails. */
  @Test
  void faultOfTheirsIsThrown() {
    assertThatThrownBy(() -> client(500).ask(question(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("http-500");
    assertThatThrownBy(() -> client(503).send(post(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("http-503");
  }

  @Test
  void brokenConnectionIsThrown() {
    LiveClient client =
        client(CompletableFuture.failedFuture(new ProviderException("no-answer-in-time", null)));

    assertThatThrownBy(() -> client.send(post(Deadline.begin())))
        .isInstanceOf(ProviderException.class)
        .hasMessage("no-answer-in-time");
  }

  @Test
  void nothingIsSentAfterTheDeadline() {
    AtomicLong nanos = new AtomicLong();
    Deadline deadline = Deadline.begin(nanos::get);
    nanos.set(Deadline.LATEST_BEGINNING.toNanos() + 1);

    assertThatThrownBy(() -> client(200).ask(question(deadline)))
        .isInstanceOf(TooLateException.class);
    assertThatThrownBy(() -> client(200).send(post(deadline))).isInstanceOf(TooLateException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void repeatedQuestionIsSignedAnewAndGoesToTheSecondAccessPoint() {
    Call question = question(Deadline.begin());
    LiveClient client = client(200);

    client.ask(question);
    client.ask(question);
    client.ask(question);

    assertThat(sent)
        .extracting(request -> request.uri().toString())
        .containsExactly(
            "https://api.mch.weixin.qq.com/v3/x?y=1",
            "https://api2.mch.weixin.qq.com/v3/x?y=1",
            "https://api.mch.weixin.qq.com/v3/x?y=1");
    assertThat(sent)
        .extracting(request -> request.headers().firstValue("Authorization").orElseThrow())
        .doesNotHaveDuplicates();
  }

  /** The path of a sandbox belongs to what is sent, so it is signed. */
  @Test
  void pathOfATestMerchantsAddressIsSentAndSigned() {
    Account test =
        AccountReader.read(
            Samples.settings(
                true, Samples.with(Samples.values(), "baseUrl", "http://localhost:8080/s/w")));

    client(200).ask(Call.get(test, "/v3/x?y=1", Deadline.begin(), clock));

    Matcher authorization =
        AUTHORIZATION.matcher(sent.get(0).headers().firstValue("Authorization").orElseThrow());
    assertThat(sent.get(0).uri()).hasToString("http://localhost:8080/s/w/v3/x?y=1");
    assertThat(authorization.matches()).isTrue();
    assertThat(
            TestPlatform.verifies(
                TestPlatform.MERCHANT.getPublic(),
                "GET\n/s/w/v3/x?y=1\n%s\n%s\n\n"
                    .formatted(authorization.group("time"), authorization.group("nonce")),
                authorization.group("signature")))
        .isTrue();
  }

  @Test
  void testMerchantsOwnAddressHasNoSecondAccessPoint() {
    Account test =
        AccountReader.read(
            Samples.settings(
                true, Samples.with(Samples.values(), "baseUrl", "http://localhost:8080")));
    Call question = Call.get(test, "/v3/x", Deadline.begin(), clock);

    client(200).ask(question);
    client(200).ask(question);

    assertThat(sent)
        .extracting(request -> request.uri().toString())
        .containsOnly("http://localhost:8080/v3/x");
  }

  /**
   * A circuit or a bulkhead belongs to a method of a class. Inherited by both clients it would be
   * one for live and test merchants.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ask", "send", "download"})
  void liveAndTestMerchantsHaveEqualLimitsOfTheirOwn(String name) {
    Method live = method(LiveClient.class, name);
    Method test = method(TestClient.class, name);

    assertThat(live.getAnnotations())
        .containsExactlyInAnyOrder(test.getAnnotations())
        .anyMatch(Bulkhead.class::isInstance);
  }

  private static Method method(Class<?> client, String name) {
    return Stream.of(client.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Call question(Deadline deadline) {
    return Call.get(account, "/v3/x?y=1", deadline, clock);
  }

  private Call post(Deadline deadline) {
    return Call.post(account, "/v3/x", Bytes.of(new byte[] {'{', '}'}), deadline, clock);
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
