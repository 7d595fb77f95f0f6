package io.kassa.notification.control;

import io.kassa.notification.control.GuardedResolver.ForbiddenAddressException;
import io.kassa.notification.control.GuardedResolver.Lookup;
import io.kassa.notification.control.TargetRules.Reach;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to merchants' servers without a waiting thread. It follows no redirect, keeps no cookie,
 * repeats nothing by itself, and opens connections only to addresses that {@link TargetRules}
 * allow.
 */
@ApplicationScoped
public class WebhookHttp {
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER = Timeout.ofSeconds(10);

  /** From the beginning to the last byte; connection and answer may each take their time. */
  private static final long WHOLE_SECONDS = 15;

  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_IDLE_SECONDS = 20;

  private final Lookup lookup;
  private final Map<Reach, CloseableHttpAsyncClient> clients = new EnumMap<>(Reach.class);

  private final TargetRules rules;

  /** For the proxy alone. */
  WebhookHttp() {
    this(null, null);
  }

  @Inject
  WebhookHttp(TargetRules rules) {
    this(rules, InetAddress::getAllByName);
  }

  private WebhookHttp(TargetRules rules, Lookup lookup) {
    this.rules = rules;
    this.lookup = lookup;
  }

  /** Ready to send, with other rules and names than the server's. */
  static WebhookHttp of(TargetRules rules, Lookup lookup) {
    WebhookHttp http = new WebhookHttp(rules, lookup);
    http.open();
    return http;
  }

  @PostConstruct
  void open() {
    for (Reach reach : Reach.values()) {
      CloseableHttpAsyncClient client = client(new GuardedResolver(rules, reach, lookup));
      client.start();
      clients.put(reach, client);
    }
  }

  @PreDestroy
  void close() {
    clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
  }

  private static CloseableHttpAsyncClient client(GuardedResolver resolver) {
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(ANSWER)
                        .build())
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setHandshakeTimeout(CONNECT)
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build())
        .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT)
                .setResponseTimeout(ANSWER)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("Kassa")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .evictIdleConnections(TimeValue.ofSeconds(MOST_IDLE_SECONDS))
        .build();
  }

  /**
   * Posts a body. Looks the name up on this thread, then waits on none.
   *
   * @return completes with an answer, or with what went wrong; never fails
   */
  public CompletionStage<WebhookAnswer> post(URI target, Map<String, String> headers, byte[] body) {
    AsyncRequestBuilder request =
        AsyncRequestBuilder.post(target)
            .setEntity(AsyncEntityProducers.create(body, ContentType.APPLICATION_JSON));
    headers.forEach(request::addHeader);
    CompletableFuture<WebhookAnswer> answered = new CompletableFuture<>();
    Future<WebhookAnswer> running =
        clients
            .get(rules.reach(target))
            .execute(request.build(), new BeginningOfAnswer(), passingTo(answered));
    return answered
        .copy()
        .orTimeout(WHOLE_SECONDS, TimeUnit.SECONDS)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return answer;
              }
              running.cancel(true);
              return WebhookAnswer.failed(reason(failure));
            });
  }

  private static FutureCallback<WebhookAnswer> passingTo(CompletableFuture<WebhookAnswer> future) {
    return new FutureCallback<>() {
      @Override
      public void completed(WebhookAnswer answer) {
        future.complete(answer);
      }

      @Override
      public void failed(Exception failure) {
        future.completeExceptionally(failure);
      }

      @Override
      public void cancelled() {
        future.cancel(false);
      }
    };
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ForbiddenAddressException) {
      return "address-not-allowed";
    }
    if (cause instanceof UnknownHostException) {
      return "name-not-found";
    }
    if (cause instanceof ConnectTimeoutException || cause instanceof ConnectException) {
      return "not-reached";
    }
    if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
      return "no-answer-in-time";
    }
    return cause instanceof SSLException ? "no-trusted-connection" : "broken-off";
  }
}
