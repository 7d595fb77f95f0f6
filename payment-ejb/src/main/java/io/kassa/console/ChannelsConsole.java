package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.Inquiry;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks channels. */
final class ChannelsConsole implements ChannelsMXBean {
  private static final long LIMIT_SECONDS = 30;

  private final AttemptBook attempts;
  private final Inquiry inquiry;

  ChannelsConsole(AttemptBook attempts, Inquiry inquiry) {
    this.attempts = requireNonNull(attempts, "attempts");
    this.inquiry = requireNonNull(inquiry, "inquiry");
  }

  @Override
  public String inquire(String merchantId, String paymentId, String attemptId) {
    AttemptRef ref =
        new AttemptRef(
            ConsoleBeans.id("merchantId", merchantId),
            ConsoleBeans.id("paymentId", paymentId),
            ConsoleBeans.id("attemptId", attemptId));
    Attempt attempt =
        attempts
            .find(ref)
            .filter(found -> found.configurationId() != null)
            .orElseThrow(() -> new IllegalArgumentException("no attempt " + attemptId));
    try {
      return inquiry
          .ask(attempt)
          .toCompletableFuture()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS)
          .status()
          .name();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the question goes on", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the channel did not answer: " + e.getMessage(), e);
    }
  }
}
