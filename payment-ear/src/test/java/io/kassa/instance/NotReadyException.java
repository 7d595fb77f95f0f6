package io.kassa.instance;

import java.io.IOException;

/** A server runs, and its application does not serve within the time that it has. */
final class NotReadyException extends IOException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message);
  }
}
