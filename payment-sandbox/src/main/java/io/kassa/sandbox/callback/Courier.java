package io.kassa.sandbox.callback;

import io.kassa.sandbox.books.CallbackLog;
import io.kassa.sandbox.fault.Fault;
import io.kassa.sandbox.fault.Faults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Delivers callbacks; no thread waits for a merchant's answer. */
public final class Courier {

  /** Both providers give up on an answer that takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ScheduledExecutorService clockwork;
  private final Faults faults;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Courier(ScheduledExecutorService clockwork, Faults faults, Clock clock) {
    this.clockwork = clockwork;
    this.faults = faults;
    this.clock = clock;
  }

  /** Sends it now or, if it is to be late, later; nothing if it has nowhere to go. */
  public void send(Callback callback) {
    if (callback.url().isEmpty() || callback.fault() == Fault.NO_CALLBACK) {
      return;
    }
    CallbackLog log = new CallbackLog(callback.id(), callback.event(), callback.url());
    callback.order().add(log);
    if (callback.fault() == Fault.DUPLICATE_CALLBACK) {
      in(Duration.ZERO, () -> attempt(callback, log, Integer.MAX_VALUE));
    }
    Duration delay =
        callback.fault() == Fault.LATE_CALLBACK ? faults.conduct().lateCallback() : Duration.ZERO;
    in(delay, () -> attempt(callback, log, 0));
  }

  private void in(Duration delay, Runnable work) {
    var unused = clockwork.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt(Callback callback, CallbackLog log, int nth) {
    Flaw flaw = nth == 0 ? Flaw.of(callback.fault()) : Flaw.NONE;
    var unused =
        http.sendAsync(
                request(callback, flaw), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
            .handle(
                (answer, failure) -> {
                  int status = failure == null ? answer.statusCode() : 0;
                  boolean taken = failure == null && callback.taken().test(status, answer.body());
                  log.add(
                      new CallbackLog.Attempt(
                          clock.instant(), status, taken, flaw == Flaw.NONE ? "" : flaw.name()));
                  if (!taken && nth < callback.schedule().size()) {
                    in(
                        faults.conduct().pace(callback.schedule().get(nth)),
                        () -> attempt(callback, log, nth + 1));
                  }
                  return taken;
                });
  }

  private static HttpRequest request(Callback callback, Flaw flaw) {
    Letter letter = callback.letters().apply(flaw);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(callback.url()))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(letter.body(), StandardCharsets.UTF_8));
    letter.headers().forEach(request::header);
    return request.build();
  }
}
