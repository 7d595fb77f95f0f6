package io.kassa.client.failure;

/** A confirmation or a webhook that does not prove what it says. Nothing of it may be believed. */
public final class VerificationException extends KassaException {
  private static final long serialVersionUID = 1L;

  /**
   * For the verifiers.
   *
   * @param message what does not hold
   */
  public VerificationException(String message) {
    super(message, null);
  }

  /**
   * For the verifiers.
   *
   * @param message what does not hold
   * @param cause why
   */
  public VerificationException(String message, Throwable cause) {
    super(message, cause);
  }
}
