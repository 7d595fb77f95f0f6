package io.kassa.client.failure;

/**
 * No usable answer came within the time: no connection, a lost one, a timeout, a proxy's error
 * page. Whether the call had its effect may be unknown; the same call with the same ids may be made
 * again.
 */
public final class NoAnswerException extends KassaException {
  private static final long serialVersionUID = 1L;

  /** Whether the server may have acted. */
  private final boolean outcomeUnknown;

  /**
   * For the client.
   *
   * @param message what was called and what happened
   * @param outcomeUnknown whether the server may have done what was asked
   * @param cause null if an answer came that was no answer of Kassa
   */
  public NoAnswerException(String message, boolean outcomeUnknown, Throwable cause) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * Whether the server may have done what was asked.
   *
   * @return false only if the call certainly never reached it
   */
  public boolean isOutcomeUnknown() {
    return outcomeUnknown;
  }
}
