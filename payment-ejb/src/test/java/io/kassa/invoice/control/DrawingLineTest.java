package io.kassa.invoice.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DrawingLineTest {
  private static final int CALLERS = 4;

  private final DrawingLine line = new DrawingLine();
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final AtomicInteger calls = new AtomicInteger();
  private ExecutorService threads = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    callers.shutdownNow();
  }

  private Executor counted() {
    return work -> {
      threads.execute(work);
      calls.incrementAndGet();
    };
  }

  @Test
  void backlogIsDrawnByThreadsThatAreCalledOnce() throws Exception {
    List<Future<byte[]>> documents = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      byte[] content = ("document " + i).getBytes(US_ASCII);
      documents.add(callers.submit(() -> line.draw(counted(), () -> content)));
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(documents.get(i).get()).asString(US_ASCII).isEqualTo("document " + i);
    }
    // the one that draws, and the one that would come after it
    assertThat(calls).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void asManyAreDrawnAtOnceAsTheServerAllows() throws Exception {
    threads.shutdown();
    threads = Executors.newFixedThreadPool(2);
    CyclicBarrier both = new CyclicBarrier(2);
    List<Future<byte[]>> documents = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      documents.add(
          callers.submit(
              () ->
                  line.draw(
                      counted(),
                      () -> {
                        both.await(10, TimeUnit.SECONDS);
                        return new byte[1];
                      })));
    }
    for (Future<byte[]> document : documents) {
      assertThat(document.get()).hasSize(1);
    }
  }

  @Test
  void failureIsThatDocumentsAlone() throws Exception {
    assertThatThrownBy(
            () ->
                line.draw(
                    threads,
                    () -> {
                      throw new IOException("no font");
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no font");
    assertThat(line.draw(threads, () -> new byte[2])).hasSize(2);
  }

  @Test
  void serverWithoutThreadIsAskedAgainNextTime() throws Exception {
    assertThatThrownBy(
            () ->
                line.draw(
                    work -> {
                      throw new RejectedExecutionException("full");
                    },
                    () -> new byte[1]))
        .isInstanceOf(RejectedExecutionException.class);
    AtomicInteger drawn = new AtomicInteger();
    assertThat(line.draw(threads, () -> new byte[drawn.incrementAndGet()])).hasSize(1);
  }

  @Test
  void whoWaitsForThreadsThatAreTakenBackIsTold() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<byte[]> first =
        callers.submit(
            () ->
                line.draw(
                    counted(),
                    () -> {
                      begun.countDown();
                      while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.park();
                      }
                      return new byte[3];
                    }));
    begun.await();
    Future<byte[]> second = callers.submit(() -> line.draw(counted(), () -> new byte[1]));
    while (calls.get() < 2) {
      Thread.onSpinWait();
    }
    threads.shutdownNow();
    assertThat(first.get()).hasSize(3);
    assertThatThrownBy(second::get).hasRootCauseInstanceOf(CancellationException.class);
  }
}
