package io.kassa.channel.http;

import io.kassa.storage.Bytes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one HTTP client of all channels. It waits without a thread, follows no redirect, speaks
 * HTTP/1.1 and takes at most {@value #MOST_BYTES} bytes of an answer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProviderHttp {
  /** Longer answers are cut off as a failure; a bill is fetched as a stream instead. */
  public static final int MOST_BYTES = 1 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** From sending to the last byte of an ordinary answer; the JDK's own limit ends at its head. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Until a bill begins to come. */
  private static final Duration BILL = Duration.ofSeconds(60);

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  private final Duration answerLimit;
  private HttpClient client;

  /** For the server. */
  public ProviderHttp() {
    answerLimit = ANSWER;
  }

  /** Ready to send, on these threads. */
  ProviderHttp(Executor threads, Duration answerLimit) {
    this.answerLimit = answerLimit;
    client = client(threads);
  }

  /** Shares its name with no other method: Payara finds it by the name alone. */
  @PostConstruct
  void prepare() {
    client = client(executor);
  }

  private static HttpClient client(Executor threads) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .executor(threads)
        .build();
  }

  /**
   * Sends a request.
   *
   * @param request without a timeout; it gets ours
   * @return completes with the answer, whatever its status, or with {@link ProviderException}
   */
  public CompletionStage<ProviderReply> send(HttpRequest.Builder request, AllowedHosts hosts) {
    return exchange(
            request.timeout(answerLimit).build(),
            hosts,
            BoundedBody.atMost(MOST_BYTES),
            answerLimit)
        .thenApply(
            answer ->
                new ProviderReply(answer.statusCode(), answer.headers(), Bytes.of(answer.body())));
  }

  /**
   * Opens a long answer. The caller closes the stream; it reads on a thread of its own choice.
   *
   * @return completes once the headers are there
   */
  public CompletionStage<HttpResponse<InputStream>> open(
      HttpRequest.Builder request, AllowedHosts hosts) {
    return exchange(
        request.timeout(BILL).build(), hosts, HttpResponse.BodyHandlers.ofInputStream(), BILL);
  }

  private <T> CompletionStage<HttpResponse<T>> exchange(
      HttpRequest request, AllowedHosts hosts, BodyHandler<T> handler, Duration limit) {
    if (!hosts.allow(request.uri())) {
      return CompletableFuture.failedFuture(new ProviderException("host-not-allowed", null));
    }
    CompletableFuture<HttpResponse<T>> sent = client.sendAsync(request, handler);
    return sent.copy()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return answer;
              }
              // ends an exchange that is still under way, and its connection with it
              sent.cancel(true);
              Throwable cause =
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure;
              throw new ProviderException(reason(cause), cause);
            });
  }

  private static String reason(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return "not-reached";
    }
    return cause instanceof HttpTimeoutException || cause instanceof TimeoutException
        ? "no-answer-in-time"
        : "broken-off";
  }
}
