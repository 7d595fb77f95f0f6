package io.kassa.payment.entity;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a payment is in its life.
 *
 * <p>SUCCEEDED and CANCELED are final. EXPIRED is final but for one move: a channel may report,
 * after the time was over, that it took the money, and paid is paid.
 */
public enum PaymentState {
  /** Created; waits for the phone. */
  REQUIRES_CONFIRMATION,
  /** An attempt is open at a channel outside the database. */
  PROCESSING,
  SUCCEEDED,
  CANCELED,
  EXPIRED;

  /** The states that may follow this one. */
  public Set<PaymentState> successors() {
    return switch (this) {
      case REQUIRES_CONFIRMATION -> EnumSet.of(PROCESSING, SUCCEEDED, CANCELED, EXPIRED);
      case PROCESSING -> EnumSet.of(SUCCEEDED, REQUIRES_CONFIRMATION, CANCELED, EXPIRED);
      case EXPIRED -> EnumSet.of(SUCCEEDED);
      case SUCCEEDED, CANCELED -> EnumSet.noneOf(PaymentState.class);
    };
  }

  /** Whether nobody needs to wait any longer. */
  public boolean isFinal() {
    return switch (this) {
      case SUCCEEDED, CANCELED, EXPIRED -> true;
      case REQUIRES_CONFIRMATION, PROCESSING -> false;
    };
  }
}
