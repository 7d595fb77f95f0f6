package io.kassa.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Customers who pay at a constant rate until they are told to stop. */
final class Traffic implements AutoCloseable {
  private static final int CUSTOMERS = 8;
  private static final int MOST_FAILURES_KEPT = 20;

  private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger flows = new AtomicInteger();
  private final AtomicInteger mostTries = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Merchant> merchants;
  private final PatientClient client;
  private final SplittableRandom seeds;
  private final long gapNanos;
  private volatile boolean running;

  Traffic(PatientClient client, List<Merchant> merchants, long seed, double flowsPerSecond) {
    this.client = client;
    this.merchants = merchants;
    this.seeds = new SplittableRandom(seed);
    this.gapNanos = (long) (CUSTOMERS * TimeUnit.SECONDS.toNanos(1) / flowsPerSecond);
  }

  /** Begins, or goes on after {@link #stop}. */
  void start() {
    running = true;
    for (int i = 0; i < CUSTOMERS; i++) {
      Customer customer = customer(i);
      Thread thread = new Thread(() -> pay(customer), "customer-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** A customer more, who is no part of the load. */
  Customer customer(int number) {
    return new Customer(
        client, merchants.get(number % merchants.size()), seeds.split(), promises::add);
  }

  private void pay(Customer customer) {
    for (long next = System.nanoTime(); running; next += gapNanos) {
      try {
        mostTries.accumulateAndGet(customer.pay(), Math::max);
        flows.incrementAndGet();
      } catch (RuntimeException broken) {
        if (failures.size() < MOST_FAILURES_KEPT) {
          failures.add(broken.toString());
        }
      }
      long now = System.nanoTime();
      if (next + gapNanos < now) {
        // an outage is not made up for
        next = now - gapNanos;
      }
      LockSupport.parkNanos(next + gapNanos - now);
    }
  }

  /** Lets each customer finish what it does. */
  void stop() {
    running = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while customers finished", stopping);
      }
    }
    threads.clear();
  }

  /** What the server promised. */
  List<Promise> promises() {
    return List.copyOf(promises);
  }

  /** Answers that no server may give, and requests that were never answered. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Payments that went all their way. */
  int flows() {
    return flows.get();
  }

  /** How many tries the request took that took most. */
  int mostTries() {
    return mostTries.get();
  }

  @Override
  public void close() {
    running = false;
    threads.forEach(Thread::interrupt);
  }
}
