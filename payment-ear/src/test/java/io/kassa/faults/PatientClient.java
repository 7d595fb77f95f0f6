package io.kassa.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that does as the manual says: it repeats what got no answer, or an answer that promises
 * another one, under the same idempotency key, after a pause, for a while.
 */
final class PatientClient {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long MOST_MILLIS_BEFORE_HANGING_UP = 25;

  /** What says nothing about the request itself. */
  private static final Set<Integer> AGAIN = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final Entrance entrance;
  private final Duration patience;
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private final LongAdder requests = new LongAdder();
  private final Map<String, LongAdder> troubles = new ConcurrentHashMap<>();
  private final AtomicInteger mostTries = new AtomicInteger();

  /**
   * @param patience for how long a request is repeated before it counts as never answered
   */
  PatientClient(Entrance entrance, Duration patience) {
    this.entrance = entrance;
    this.patience = patience;
  }

  /** No answer that ends the matter came in time. */
  static final class NeverAnswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeverAnswered(String message) {
      super(message);
    }
  }

  /** An answer that ends the matter, and after how many tries it came. */
  record Answer(String call, int status, String body, int tries) {
    JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    /** The body if the status is one of these; another one is a defect of the server. */
    JsonObject expect(Integer... statuses) {
      if (!Set.of(statuses).contains(status)) {
        throw new IllegalStateException(
            call + " answered " + status + " at try " + tries + ": " + body);
      }
      return json();
    }
  }

  /** The next requests are sent and their answers not waited for; then they are repeated. */
  void loseReplies(int count) {
    repliesToLose.addAndGet(count);
  }

  /** What came instead of an answer, and how often. */
  Map<String, Long> troubles() {
    Map<String, Long> counts = new TreeMap<>();
    troubles.forEach((what, count) -> counts.put(what, count.sum()));
    return counts;
  }

  /** Requests that were answered. */
  long requests() {
    return requests.sum();
  }

  /** How many tries the request took that took most. */
  int mostTries() {
    return mostTries.get();
  }

  Answer post(String authorization, String path, String key, String json) {
    long end = System.nanoTime() + patience.toNanos();
    String last = "";
    for (int tries = 1; System.nanoTime() < end; tries++) {
      try {
        HttpResponse<String> response = send(authorization, path, key, json);
        if (isFinal(response)) {
          requests.increment();
          mostTries.accumulateAndGet(tries, Math::max);
          return new Answer("POST " + path, response.statusCode(), response.body(), tries);
        }
        last = response.statusCode() + " " + response.body();
        note("answer " + response.statusCode() + (isProblem(response) ? "" : " of the proxy"));
      } catch (IOException lost) {
        last = lost.toString();
        note("no answer: " + lost.getClass().getSimpleName());
      }
      pause(tries);
    }
    throw new NeverAnswered("POST " + path + " for " + patience.toSeconds() + " s: " + last);
  }

  private static boolean isFinal(HttpResponse<String> response) {
    boolean waits = response.statusCode() == 409 && response.body().contains("request-in-progress");
    return !waits && !AGAIN.contains(response.statusCode());
  }

  private static boolean isProblem(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").contains("problem+json");
  }

  private HttpResponse<String> send(String authorization, String path, String key, String json)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(entrance.apiBase() + path))
            .timeout(ANSWER_LIMIT)
            .header("Authorization", authorization)
            .header("Idempotency-Key", "\"" + key + "\"")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      if (repliesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return hungUp(http.sendAsync(request, BodyHandlers.ofString()));
      }
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new NeverAnswered("interrupted at POST " + path);
    }
  }

  /** Ends the connection after a moment, wherever the request may be by then. */
  private static HttpResponse<String> hungUp(CompletableFuture<HttpResponse<String>> sent)
      throws IOException, InterruptedException {
    long millis = ThreadLocalRandom.current().nextLong(MOST_MILLIS_BEFORE_HANGING_UP);
    try {
      sent.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unheard) {
      sent.cancel(true);
    }
    throw new ReplyLostException();
  }

  private static final class ReplyLostException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private void note(String trouble) {
    troubles.computeIfAbsent(trouble, what -> new LongAdder()).increment();
  }

  private static void pause(int tries) {
    long millis =
        Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries - 1, Byte.SIZE));
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(millis / 2, millis)));
  }
}
