package io.kassa.web.access;

import io.kassa.failure.PaymentException;
import io.kassa.web.problem.Problems;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers every refused proof at the same time after the request's arrival, whatever was wrong with
 * it and however long it took to find out: a look-up in the database, a hash, the server's realm.
 * No thread is held meanwhile. When more wait than {@value #MOST_WAITING} the rest is answered at
 * once: then the queues tell more than any comparison could.
 */
@ApplicationScoped
public class EvenRefusals {
  private static final Logger LOG = System.getLogger(EvenRefusals.class.getName());
  private static final long AFTER_NANOS = Duration.ofMillis(20).toNanos();
  private static final String ARRIVED = "io.kassa.arrived";
  private static final int MOST_WAITING = 1_000;

  private final Semaphore places = new Semaphore(MOST_WAITING);

  @Resource(name = "concurrent/kassaScheduler")
  private ManagedScheduledExecutorService scheduler;

  /** Notes that the request arrived now. */
  static void arrived(HttpServletRequest request) {
    request.setAttribute(ARRIVED, System.nanoTime());
  }

  private static long untilAnswer(HttpServletRequest request) {
    return request.getAttribute(ARRIVED) instanceof Long arrived
        ? arrived + AFTER_NANOS - System.nanoTime()
        : 0;
  }

  /**
   * Holds the request's thread until it is time for a refusal that a resource answers. Only who has
   * a valid credential comes that far, and its rate is limited.
   */
  static void await(HttpServletRequest request) {
    for (long wait = untilAnswer(request); wait > 0; wait = untilAnswer(request)) {
      LockSupport.parkNanos(wait);
    }
  }

  /** Answers the refusal. */
  void answer(HttpServletRequest request, HttpServletResponse response, PaymentException refusal)
      throws IOException {
    long wait = untilAnswer(request);
    if (wait <= 0 || !places.tryAcquire()) {
      Problems.send(request, response, refusal);
      return;
    }
    AsyncContext async = request.startAsync(request, response);
    try {
      var unused = scheduler.schedule(() -> complete(async, refusal), wait, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      complete(async, refusal);
    }
  }

  private void complete(AsyncContext async, PaymentException refusal) {
    places.release();
    try {
      Problems.send(
          (HttpServletRequest) async.getRequest(),
          (HttpServletResponse) async.getResponse(),
          refusal);
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the caller did not wait for its refusal: {0}", gone.getMessage());
    } finally {
      async.complete();
    }
  }
}
