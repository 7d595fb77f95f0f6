package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderHttp;
import io.kassa.channel.http.ProviderReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/** The calls of live merchants. */
@ApplicationScoped
class LiveClient extends AlipayClient {
  /** For the proxy alone. */
  LiveClient() {}

  @Inject
  LiveClient(ProviderHttp http) {
    super(http);
  }

  @Override
  @Asynchronous
  @Retry(
      maxRetries = RETRIES,
      delay = RETRY_DELAY_MILLIS,
      jitter = RETRY_JITTER_MILLIS,
      maxDuration = RETRY_MILLIS,
      retryOn = ProviderException.class,
      abortOn = TooLateException.class)
  @CircuitBreaker(
      requestVolumeThreshold = VOLUME,
      failureRatio = FAILURES,
      delay = OPEN_MILLIS,
      successThreshold = SUCCESSES,
      failOn = ProviderException.class,
      skipOn = TooLateException.class)
  @Bulkhead(value = MOST_CALLS, waitingTaskQueue = MOST_CALLS)
  public CompletionStage<ProviderReply> ask(Call call) {
    return reply(call);
  }

  @Override
  @Asynchronous
  @CircuitBreaker(
      requestVolumeThreshold = VOLUME,
      failureRatio = FAILURES,
      delay = OPEN_MILLIS,
      successThreshold = SUCCESSES,
      failOn = ProviderException.class,
      skipOn = TooLateException.class)
  @Bulkhead(value = MOST_CALLS, waitingTaskQueue = MOST_CALLS)
  public CompletionStage<ProviderReply> send(Call call) {
    return reply(call);
  }

  @Override
  @Asynchronous
  @Bulkhead(value = MOST_BILLS, waitingTaskQueue = MOST_CALLS)
  public CompletionStage<Void> download(Call call, Reading reading) {
    return bill(call, reading);
  }
}
