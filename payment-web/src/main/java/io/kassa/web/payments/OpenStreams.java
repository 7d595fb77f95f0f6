package io.kassa.web.payments;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many event streams this node holds; those who come when it is full poll instead. */
@ApplicationScoped
public class OpenStreams {
  /** Fewer than may wait in all, so that {@code ?wait=} always finds a place beside them. */
  static final int MOST = 500;

  static final int MOST_PER_PAYMENT = 8;

  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<UUID, Integer> byPayment = new ConcurrentHashMap<>();

  /**
   * Takes a place.
   *
   * @throws PaymentException SERVICE_UNAVAILABLE if there is none
   */
  public void enter(UUID paymentId) {
    if (all.incrementAndGet() > MOST) {
      all.decrementAndGet();
      throw full();
    }
    if (byPayment.merge(paymentId, 1, Integer::sum) > MOST_PER_PAYMENT) {
      leave(paymentId);
      throw full();
    }
  }

  /** Gives a place back. */
  public void leave(UUID paymentId) {
    all.decrementAndGet();
    byPayment.computeIfPresent(paymentId, (id, count) -> count == 1 ? null : count - 1);
  }

  private static PaymentException full() {
    return PaymentException.of(ErrorCode.SERVICE_UNAVAILABLE, "Too many streams. Poll instead.");
  }
}
