package io.kassa.client.http;

import io.kassa.client.failure.KassaException;
import io.kassa.client.failure.NoAnswerException;
import io.kassa.client.failure.Problem;
import io.kassa.client.failure.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends calls to one server as one caller. Safe for many threads. */
public final class Transport {
  /** Refused before anything was done, and not for good. */
  private static final Set<String> PASSING =
      Set.of("too-many-requests", "request-in-progress", "service-unavailable");

  /** What a proxy says when the server behind it does not answer. */
  private static final Set<Integer> PROXY_FAILURES = Set.of(502, 503, 504);

  private final HttpClient http;
  private final String base;
  private final Proof proof;
  private final Limits limits;

  /**
   * To this API, as this caller.
   *
   * @param base without a slash at the end
   */
  public Transport(HttpClient http, URI base, Proof proof, Limits limits) {
    this.http = http;
    this.base = base.toString();
    this.proof = proof;
    this.limits = limits;
  }

  /** How long a call may take, and how often it is tried. */
  public static final class Limits {
    private final Duration call;
    private final int tries;

    /**
     * These limits.
     *
     * @param call for all tries of one call together, pauses included
     * @param tries 1 or more
     */
    public Limits(Duration call, int tries) {
      this.call = call;
      this.tries = tries;
    }
  }

  /**
   * Sends until an answer is there that stands.
   *
   * @return an answer with a status below 300
   * @throws RefusedException if the server refused
   * @throws NoAnswerException if no answer of Kassa came in time
   */
  public Reply send(Call call) {
    Pace pace = new Pace(limits.call.plus(call.patience()));
    KassaException failure = null;
    for (int tries = 1; tries <= limits.tries; tries++) {
      Duration asked = null;
      try {
        Reply reply = once(call, pace.left());
        Optional<Problem> problem = reply.problem();
        if (problem.isEmpty() && reply.status() < 300) {
          return reply;
        }
        failure = failure(call, reply, problem);
        asked = reply.retryAfter().orElse(null);
        if (!isPassing(reply, problem)) {
          throw failure;
        }
      } catch (NoAnswerException lost) {
        if (lost.getCause() == null) {
          throw lost;
        }
        failure = lost;
      }
      if (tries == limits.tries || !paused(call, pace, tries, asked)) {
        break;
      }
    }
    throw failure;
  }

  private static boolean isPassing(Reply reply, Optional<Problem> problem) {
    return problem
        .map(known -> PASSING.contains(known.code()))
        .orElseGet(() -> PROXY_FAILURES.contains(reply.status()));
  }

  private static KassaException failure(Call call, Reply reply, Optional<Problem> problem) {
    return problem
        .<KassaException>map(RefusedException::of)
        .orElseGet(
            () ->
                new NoAnswerException(
                    call + " was answered with " + reply.status() + " and no problem of Kassa",
                    reply.status() >= 500,
                    null));
  }

  private static boolean paused(Call call, Pace pace, int tries, Duration asked) {
    try {
      return pace.pause(tries, asked);
    } catch (InterruptedException stopping) {
      throw interrupted(call, stopping);
    }
  }

  /** One try. Reading calls and calls with an idempotent effect are all that there are here. */
  private Reply once(Call call, Duration left) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request(call, left), info -> new BoundedBody());
    try {
      // the request's own timeout ends with the headers; this one bounds the body too
      HttpResponse<byte[]> response = sent.get(left.toNanos(), TimeUnit.NANOSECONDS);
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException late) {
      sent.cancel(true);
      throw new NoAnswerException(call + " was not answered in time", true, late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException) {
        throw lost(call, (IOException) failed.getCause());
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopping) {
      sent.cancel(true);
      throw interrupted(call, stopping);
    }
  }

  private static NoAnswerException lost(Call call, IOException cause) {
    boolean neverSent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    String what = neverSent ? " did not reach the server" : " got no answer";
    return new NoAnswerException(call + what + ": " + cause, !neverSent, cause);
  }

  private static NoAnswerException interrupted(Call call, InterruptedException stopping) {
    Thread.currentThread().interrupt();
    // without the cause: whoever interrupts does not want another try
    NoAnswerException failure = new NoAnswerException(call + " was interrupted", true, null);
    failure.addSuppressed(stopping);
    return failure;
  }

  private HttpRequest request(Call call, Duration left) {
    URI uri = URI.create(base + call.target());
    byte[] body = call.body();
    Map<String, String> headers = new LinkedHashMap<>();
    if (call.hasBody()) {
      headers.put("Content-Type", "application/json");
    }
    if (call.idempotencyKey() != null) {
      headers.put("Idempotency-Key", '"' + call.idempotencyKey() + '"');
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(left)
            .header("Accept", call.accept())
            .method(
                call.method(),
                call.hasBody() ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
    headers.forEach(request::header);
    proof.headers(call.method(), uri, body, headers).forEach(request::header);
    return request.build();
  }
}
