package io.kassa.invoice.control;

import io.kassa.setting.LiveSetting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How many documents a node draws at once, so that a backlog of invoices leaves processors to the
 * phones: {@code kassa.invoice.atOnce}, which is read while the node runs.
 */
@ApplicationScoped
public class RenderingTurns {
  static final String AT_ONCE = "kassa.invoice.atOnce";

  /** Half of the queue's listeners: the others number, store and commit meanwhile. */
  static final int USUAL = 2;

  private static final long READ_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final IntSupplier setting;

  /** Not this object: the container's proxy would hold a lock of its own around a wait. */
  private final Object lock = new Object();

  private int running;
  private int limit;
  private long readAt;

  public RenderingTurns() {
    this(() -> LiveSetting.number(ConfigProvider.getConfig(), AT_ONCE, USUAL));
  }

  RenderingTurns(IntSupplier setting) {
    this.setting = setting;
  }

  /**
   * Waits for a turn; {@link #end} gives it back.
   *
   * @throws IllegalStateException if the thread is interrupted meanwhile
   */
  void await() {
    synchronized (lock) {
      while (running >= limit()) {
        try {
          lock.wait(TimeUnit.NANOSECONDS.toMillis(READ_AGAIN_NANOS));
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while other documents were drawn", stopping);
        }
      }
      running++;
    }
  }

  void end() {
    synchronized (lock) {
      running--;
      lock.notifyAll();
    }
  }

  private int limit() {
    long now = System.nanoTime();
    if (limit == 0 || now - readAt > READ_AGAIN_NANOS) {
      limit = Math.max(1, setting.getAsInt());
      readAt = now;
    }
    return limit;
  }
}
