package io.kassa.invoice.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Documents that wait for one of the server's drawing threads. A thread that came draws one after
 * the other and stays for a second after the last, so that a backlog is not handed to the server
 * document by document: Payara looks through all class loaders at each task that it is given
 * (docs/adr/0041).
 *
 * <p>What is drawn must not depend on who asks for it: a thread keeps the context of the one that
 * called it.
 */
@ApplicationScoped
public class DrawingLine {
  private static final Logger LOG = Logger.getLogger(DrawingLine.class.getName());
  private static final long STAYS_MILLIS = 1_000;
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<FutureTask<byte[]>> waiting = new LinkedBlockingQueue<>();

  /** Whether a thread was asked for that has not come yet; one at a time is. */
  private final AtomicBoolean called = new AtomicBoolean();

  /**
   * Has a document drawn and waits for it.
   *
   * @param threads the server's; how many documents are drawn at once is its bound
   * @throws ExecutionException if drawing failed
   * @throws CancellationException if the server takes its threads back
   * @throws RejectedExecutionException if it gives none
   */
  byte[] draw(Executor threads, Callable<byte[]> drawing)
      throws InterruptedException, ExecutionException {
    FutureTask<byte[]> document = new FutureTask<>(drawing);
    waiting.add(document);
    try {
      while (true) {
        call(threads);
        try {
          return document.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
          // a server whose executor was taken away does not tell what became of its tasks
          called.set(false);
        }
      }
    } finally {
      // of no effect unless somebody gave up
      document.cancel(false);
      waiting.remove(document);
    }
  }

  private void call(Executor threads) {
    if (!called.compareAndSet(false, true)) {
      return;
    }
    try {
      threads.execute(() -> work(threads));
    } catch (RuntimeException refused) {
      called.set(false);
      throw refused;
    }
  }

  private void work(Executor threads) {
    called.set(false);
    try {
      for (FutureTask<byte[]> next = next(); next != null; next = next()) {
        callHelp(threads);
        next.run();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      waiting.forEach(document -> document.cancel(false));
    }
  }

  /** Those that came while this thread was on its way called none. */
  private void callHelp(Executor threads) {
    try {
      if (!waiting.isEmpty()) {
        call(threads);
      }
    } catch (RejectedExecutionException none) {
      LOG.log(Level.FINE, "one thread draws alone", none);
    }
  }

  private FutureTask<byte[]> next() throws InterruptedException {
    return waiting.poll(STAYS_MILLIS, TimeUnit.MILLISECONDS);
  }
}
