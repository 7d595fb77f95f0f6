package io.kassa.sandbox.fault;

import io.kassa.sandbox.http.Answer;
import io.kassa.sandbox.http.Delivery;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets a fault strike an answer. */
public final class Mishap {

  private static final Duration EARLY = Duration.ofSeconds(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final String PAGE =
      "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>";

  private final Spoiling spoiling;
  private final Faults faults;

  public Mishap(Spoiling spoiling, Faults faults) {
    this.spoiling = spoiling;
    this.faults = faults;
  }

  /** Does the work, or does not, and answers as the fault wants it. */
  public Delivery deliver(Fault fault, Supplier<Answer> work) {
    return switch (fault) {
      case SERVER_ERROR -> Delivery.now(spoiling.systemError());
      case CONNECTION_RESET -> Delivery.brokenAfter(AT_ONCE);
      case SLOW -> Delivery.after(faults.conduct().slow(), work.get());
      case EARLY_CALLBACK -> Delivery.after(EARLY, work.get());
      case TIMEOUT_AFTER_BOOKING ->
          instead(work.get(), Delivery.brokenAfter(faults.conduct().timeout()));
      case RESET_AFTER_BOOKING -> instead(work.get(), Delivery.brokenAfter(AT_ONCE));
      case SERVER_ERROR_AFTER_BOOKING -> instead(work.get(), Delivery.now(spoiling.systemError()));
      case GARBAGE ->
          instead(work.get(), Delivery.now(Answer.text(200, "text/html; charset=utf-8", PAGE)));
      case WRONG_SIGNATURE -> Delivery.now(spoiling.badlySigned(work.get()));
      case SIGN_TEST -> Delivery.now(spoiling.probing(work.get()));
      case NONE,
          DECLINE,
          DUPLICATE_CALLBACK,
          LATE_CALLBACK,
          WRONG_AMOUNT_CALLBACK,
          WRONG_SIGNATURE_CALLBACK,
          SIGN_TEST_CALLBACK,
          NO_CALLBACK,
          PAYER_DECLINES ->
          Delivery.now(work.get());
    };
  }

  /** The work is done, and its answer is never heard. */
  @SuppressWarnings("UnusedVariable")
  private static Delivery instead(Answer unheard, Delivery delivery) {
    return delivery;
  }
}
