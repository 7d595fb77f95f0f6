package io.kassa.client.failure;

/** Anything that went wrong between the caller and Kassa. Unchecked; its subclasses say what. */
public abstract class KassaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For subclasses. */
  KassaException(String message, Throwable cause) {
    super(message, cause);
  }
}
