package io.kassa.payment.entity;

/** Where one try on one channel is. At most one attempt of a payment is PENDING or UNKNOWN. */
public enum AttemptState {
  /** Claimed before the channel is asked. */
  PENDING,
  SUCCEEDED,
  DECLINED,
  /** The channel did not answer in a way that can be believed; it will be asked, never guessed. */
  UNKNOWN,
  /** The channel says that nobody can pay this attempt any more. */
  CLOSED;

  /** Whether the channel may still report money for it. */
  public boolean isOpen() {
    return switch (this) {
      case PENDING, UNKNOWN -> true;
      case SUCCEEDED, DECLINED, CLOSED -> false;
    };
  }
}
