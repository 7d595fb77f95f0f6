package io.kassa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final AtomicInteger works = new AtomicInteger();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void listenNoMore() throws IOException {
    listening.close();
  }

  @Test
  void openLoopChargesAStallToAllThatHadToWait() throws IOException {
    Load load = load(connection -> stallAt(10));

    Load.Outcome outcome = load.open(100, 1, Duration.ofSeconds(1));

    assertThat(outcome.done()).isEqualTo(100);
    // the fifty that were meant to start meanwhile waited for a quarter of a second on the average
    assertThat(outcome.millis(70)).isGreaterThan(100);
    assertThat(outcome.millis(20)).isLessThan(100);
  }

  @Test
  void closedLoopChargesAStallOnce() throws IOException {
    Load load = load(connection -> stallAt(10));

    Load.Outcome outcome = load.closed(1, Duration.ofSeconds(1));

    assertThat(outcome.millis(70)).isLessThan(100);
    assertThat(outcome.millis(100)).isGreaterThan(450);
  }

  @Test
  void refusalsAreErrorsAndNoWork() throws IOException {
    Load load =
        load(
            connection -> {
              stall(TimeUnit.MILLISECONDS.toNanos(10));
              throw new Work.Refused("create", new HttpConnection.Answer(503, "{}"));
            });

    Load.Outcome outcome = load.closed(2, Duration.ofMillis(200));

    assertThat(outcome.done()).isZero();
    assertThat(outcome.errors()).containsOnlyKeys("create 503: {}");
  }

  private Load load(Work work) {
    return new Load(URI.create("http://127.0.0.1:" + listening.getLocalPort()), work);
  }

  private void stallAt(int which) {
    stall(works.incrementAndGet() == which ? STALL_NANOS : TimeUnit.MILLISECONDS.toNanos(1));
  }

  private static void stall(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
