package io.kassa.channel.alipay;

import io.kassa.channel.http.ProviderException;
import io.kassa.channel.http.ProviderHttp;
import io.kassa.channel.http.ProviderReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The calls to the provider, each behind a bulkhead and a circuit breaker; what only asks is asked
 * again. Live and test merchants have a bean each, so that a test merchant's own address, which may
 * be down or slow, never closes the way to the provider for the others.
 *
 * <p>The methods wait for the answer. Payara 6 keeps a thread of its managed executor for each such
 * method until the stage is complete, and its circuit breaker counts what a method does, not how
 * its stage ends: a stage that failed later would count as a success.
 */
abstract class AlipayClient implements Exchange {
  /** Calls under way at once, per kind; as many again may wait for their turn. */
  static final int MOST_CALLS = 64;

  /** Bills that are read at once. */
  static final int MOST_BILLS = 2;

  static final int RETRIES = 2;

  static final long RETRY_DELAY_MILLIS = 200;
  static final long RETRY_JITTER_MILLIS = 100;

  /** No question is asked again after this, see {@link Deadline}. */
  static final long RETRY_MILLIS = 4_000;

  /** Of so many calls half must have failed before the circuit opens. */
  static final int VOLUME = 20;

  static final double FAILURES = 0.5;

  /** So many calls in a row have to succeed before a circuit that was open is closed. */
  static final int SUCCESSES = 3;

  /** How long an open circuit lets nothing through. */
  static final long OPEN_MILLIS = 5_000;

  /** A little longer than {@link ProviderHttp} takes until the headers are there. */
  private static final long ANSWER_SECONDS = 11;

  private static final long OPENING_SECONDS = 61;
  private static final long BILL_MINUTES = 10;
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final ProviderHttp http;

  /** For the proxy alone. */
  AlipayClient() {
    this.http = null;
  }

  AlipayClient(ProviderHttp http) {
    this.http = http;
  }

  CompletionStage<Void> bill(Call call, Reading reading) {
    HttpResponse<InputStream> response =
        await(http.open(call.next(), call.hosts()), OPENING_SECONDS);
    try (InputStream bill = response.body()) {
      if (response.statusCode() != OK) {
        throw new ProviderException("http-" + response.statusCode(), null);
      }
      CompletableFuture<Void> end = new CompletableFuture<>();
      // a read of a stream that stands still ends only when somebody closes it
      CompletableFuture<Void> unused =
          end.orTimeout(BILL_MINUTES, TimeUnit.MINUTES)
              .whenComplete((read, late) -> closeIf(late != null, bill));
      try {
        reading.read(bill);
      } finally {
        end.complete(null);
      }
      return CompletableFuture.completedStage(null);
    } catch (IOException brokenOff) {
      throw new ProviderException("broken-off", brokenOff);
    }
  }

  private static void closeIf(boolean late, InputStream bill) {
    if (late) {
      try {
        bill.close();
      } catch (IOException closed) {
        throw new ProviderException("broken-off", closed);
      }
    }
  }

  CompletionStage<ProviderReply> reply(Call call) {
    if (!call.deadline().allowsAnother()) {
      throw new TooLateException();
    }
    ProviderReply reply = await(http.send(call.next(), call.hosts()), ANSWER_SECONDS);
    if (reply.statusCode() >= SERVER_ERROR) {
      throw new ProviderException("http-" + reply.statusCode(), null);
    }
    return CompletableFuture.completedStage(reply);
  }

  private static <T> T await(CompletionStage<T> stage, long seconds) {
    try {
      return stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new ProviderException("no-answer-in-time", late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ProviderException("interrupted", stopped);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ProviderException failure) {
        throw failure;
      }
      throw new IllegalStateException("a call failed with a bug", failed.getCause());
    }
  }
}
