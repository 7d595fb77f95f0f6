package io.kassa.invoice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTurnsTest {
  private static final int THREADS = 4;
  private static final int TURNS = 50;
  private static final long DRAWING_NANOS = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void noMoreTakeTurnsAtOnceThanIsSetAndNobodyWaitsLonger(int setting) throws Exception {
    RenderingTurns turns = new RenderingTurns(() -> setting);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long begin = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(
          threads.submit(
              () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                  turns.await();
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(DRAWING_NANOS);
                  running.decrementAndGet();
                  turns.end();
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();

    assertThat(most).hasValue(Math.max(1, setting));
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("a lost wake-up would cost seconds")
        .isLessThan(Duration.ofSeconds(4));
  }
}
