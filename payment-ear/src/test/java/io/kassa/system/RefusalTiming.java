package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A measurement, run by its name on a machine that does nothing else (docs/security.md): every
 * cause of a refusal is sent in turn, and the medians of their times lie within {@link #BOUND}.
 */
class RefusalTiming {
  private static final int SAMPLES = Integer.getInteger("kassa.timing.samples", 10_000);
  private static final double BOUND = 1.05;
  private static final int CALLERS = 8;

  /** Rounds that are not counted: compilers and pools warm up. */
  private static final int WARM_UP = 50;

  /** What can be found out at one place of the code each; the rest differs by its text alone. */
  private static final List<String> MEASURED =
      List.of(
          "no proof",
          "unknown credential",
          "wrong secret",
          "revoked credential",
          "expired credential",
          "unknown operator",
          "wrong password",
          "forged payment key",
          "unknown HMAC key",
          "wrong MAC",
          "wrong Ed25519 signature",
          "replayed nonce");

  private final Map<String, Supplier<HttpRequest.Builder>> causes = new LinkedHashMap<>();

  @Test
  void causesOfARefusalCannotBeToldApartByTheirTime() throws Exception {
    Map<String, Supplier<HttpRequest.Builder>> all = WrongProofs.all();
    MEASURED.forEach(cause -> causes.put(cause, all.get(cause)));

    Map<String, long[]> nanos = measured();

    Map<String, Double> medians = new LinkedHashMap<>();
    nanos.forEach((cause, times) -> medians.put(cause, median(times)));
    report(nanos, medians);
    double fastest = medians.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    assertThat(medians.values()).allMatch(median -> median <= BOUND * fastest);
  }

  private Map<String, long[]> measured() throws Exception {
    List<String> order = List.copyOf(causes.keySet());
    int rounds = WARM_UP + (SAMPLES + CALLERS - 1) / CALLERS;
    Callable<List<long[]>> caller = () -> IntStream.range(0, rounds).mapToObj(this::round).toList();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<long[]> counted = new ArrayList<>();
      for (Future<List<long[]>> one : threads.invokeAll(Collections.nCopies(CALLERS, caller))) {
        counted.addAll(one.get().subList(WARM_UP, rounds));
      }
      Map<String, long[]> nanos = new LinkedHashMap<>();
      for (int i = 0; i < order.size(); i++) {
        int cause = i;
        nanos.put(order.get(i), counted.stream().mapToLong(round -> round[cause]).toArray());
      }
      return nanos;
    } finally {
      threads.shutdownNow();
    }
  }

  /** How long each cause took once, in turn, from another one on each time. */
  private long[] round(int number) {
    List<Supplier<HttpRequest.Builder>> all = List.copyOf(causes.values());
    long[] nanos = new long[all.size()];
    for (int i = 0; i < nanos.length; i++) {
      int cause = (i + number) % nanos.length;
      HttpRequest.Builder request = all.get(cause).get();
      long begin = System.nanoTime();
      int status = Client.nobody().send(request).status();
      nanos[cause] = System.nanoTime() - begin;
      if (status != 401) {
        throw new IllegalStateException(cause + " was answered " + status);
      }
    }
    return nanos;
  }

  private static double median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  private static void report(Map<String, long[]> nanos, Map<String, Double> medians) {
    nanos.forEach(
        (cause, all) -> {
          long[] sorted = all.clone();
          Arrays.sort(sorted);
          System.out.printf(
              "401 %-26s %6d samples  p25 %7.3f ms  median %7.3f ms  p75 %7.3f ms%n",
              cause,
              sorted.length,
              sorted[sorted.length / 4] / 1e6,
              medians.get(cause) / 1e6,
              sorted[sorted.length * 3 / 4] / 1e6);
        });
  }
}
