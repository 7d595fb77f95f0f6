package io.kassa.payment.boundary;

import io.kassa.channel.NextAction;

/** How a payment stands after the phone confirmed it. */
public sealed interface ConfirmAnswer {

  /** It succeeded. */
  record Confirmed(Confirmation confirmation) implements ConfirmAnswer {}

  /**
   * A channel works on it.
   *
   * @param nextAction what the phone does next; null if there is nothing but to wait
   */
  record Processing(NextAction nextAction) implements ConfirmAnswer {}
}
