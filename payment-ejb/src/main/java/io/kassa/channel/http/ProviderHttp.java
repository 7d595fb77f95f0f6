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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

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

  /** From sending to the last byte of an ordinary answer. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Until a bill begins to come. */
  private static final Duration BILL = Duration.ofSeconds(60);

  @Resource(name = "concurrent/kassaChannel")
  private ManagedExecutorService executor;

  private HttpClient client;

  @PostConstruct
  void open() {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(executor)
            .build();
  }

  /**
   * Sends a request.
   *
   * @param request without a timeout; it gets ours
   * @return completes with the answer, whatever its status, or with {@link ProviderException}
   */
  public CompletionStage<ProviderReply> send(HttpRequest.Builder request, AllowedHosts hosts) {
    return exchange(request.timeout(ANSWER).build(), hosts, BoundedBody.atMost(MOST_BYTES))
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
        request.timeout(BILL).build(), hosts, HttpResponse.BodyHandlers.ofInputStream());
  }

  private <T> CompletionStage<HttpResponse<T>> exchange(
      HttpRequest request, AllowedHosts hosts, BodyHandler<T> handler) {
    if (!hosts.allow(request.uri())) {
      throw new ProviderException("host-not-allowed", null);
    }
    return client
        .sendAsync(request, handler)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return answer;
              }
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
    return cause instanceof HttpTimeoutException ? "no-answer-in-time" : "broken-off";
  }
}
