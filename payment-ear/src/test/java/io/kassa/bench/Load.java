package io.kassa.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The load generator: one blocking connection per thread. Closed loop: each connection starts its
 * next piece of work when it has finished the one before. Open loop: work arrives at a constant
 * rate and its time counts from when it was meant to start, whether or not a connection was free by
 * then; so a server that stalls is charged for all that had to wait (coordinated omission).
 */
final class Load {
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;
  private static final int KEPT_CHARS = 160;
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final URI base;
  private final Work work;

  Load(URI base, Work work) {
    this.base = base;
    this.work = work;
  }

  /**
   * What came of a load.
   *
   * @param done pieces of work that succeeded within the time
   * @param errors by what was answered, with their number
   * @param nanos how long each took that succeeded
   */
  record Outcome(long done, double seconds, Map<String, Long> errors, Histogram nanos) {

    double perSecond() {
      return done / seconds;
    }

    double millis(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  /** As fast as these connections can. */
  Outcome closed(int connections, Duration time) throws IOException {
    return run(connections, time, false, (begin, ticket) -> System.nanoTime());
  }

  /** At a constant rate, over at most so many connections. */
  Outcome open(double perSecond, int connections, Duration time) throws IOException {
    double gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    return run(connections, time, true, (begin, ticket) -> begin + (long) (ticket * gap));
  }

  /** When a piece of work is meant to start, by the begin and the number of pieces before it. */
  private interface Arrivals {
    long at(long begin, long ticket);
  }

  /**
   * When work starts and ends.
   *
   * @param late whether what ends after the end counts: in an open loop all that arrived has to be
   *     done, in a closed one the rate is what was done within the time
   */
  private record Schedule(Arrivals arrivals, long begin, long end, boolean late) {}

  private Outcome run(int connections, Duration time, boolean late, Arrivals arrivals)
      throws IOException {
    List<Worker> workers = new ArrayList<>();
    AtomicLong tickets = new AtomicLong();
    CountDownLatch done = new CountDownLatch(connections);
    long begin = System.nanoTime() + LEAD_NANOS;
    Schedule schedule = new Schedule(arrivals, begin, begin + time.toNanos(), late);
    for (int i = 0; i < connections; i++) {
      Worker worker = new Worker(schedule, tickets, done);
      workers.add(worker);
      Thread thread = new Thread(worker, "load-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted under load", e);
    }
    Histogram all = new Histogram(MOST_NANOS, DIGITS);
    Map<String, Long> errors = new TreeMap<>();
    for (Worker worker : workers) {
      all.add(worker.nanos);
      worker.errors.forEach((error, count) -> errors.merge(error, count, Long::sum));
    }
    return new Outcome(all.getTotalCount(), time.toNanos() / 1e9, errors, all);
  }

  private final class Worker implements Runnable {
    private final Schedule schedule;
    private final AtomicLong tickets;
    private final CountDownLatch ended;
    private final Histogram nanos = new Histogram(MOST_NANOS, DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();

    Worker(Schedule schedule, AtomicLong tickets, CountDownLatch ended) {
      this.schedule = schedule;
      this.tickets = tickets;
      this.ended = ended;
    }

    @Override
    public void run() {
      try {
        while (connected() && System.nanoTime() < schedule.end()) {
          // again with a fresh connection: the one before broke
        }
      } finally {
        ended.countDown();
      }
    }

    /** Works until the time is over or the connection breaks; true if it broke. */
    private boolean connected() {
      try (HttpConnection connection = HttpConnection.to(base)) {
        await(schedule.begin());
        while (true) {
          long meant = schedule.arrivals().at(schedule.begin(), tickets.getAndIncrement());
          if (meant >= schedule.end()) {
            return false;
          }
          await(meant);
          once(connection, meant);
        }
      } catch (IOException broken) {
        note("no answer: " + broken);
        return true;
      }
    }

    private void once(HttpConnection connection, long meant) throws IOException {
      try {
        work.once(connection);
        long now = System.nanoTime();
        if (schedule.late() || now <= schedule.end()) {
          nanos.recordValue(Math.min(now - meant, MOST_NANOS));
        }
      } catch (Work.Refused refused) {
        note(refused.getMessage());
      }
    }

    private void note(String error) {
      errors.merge(error.substring(0, Math.min(error.length(), KEPT_CHARS)), 1L, Long::sum);
    }

    private static void await(long nanoTime) {
      for (long left = nanoTime - System.nanoTime();
          left > 0;
          left = nanoTime - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
