package io.kassa.schema;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.enterprise.context.ApplicationScoped;

/** What each request asks first: whether {@link SchemaGate} has opened. */
@ApplicationScoped
public class SchemaState {
  private volatile boolean open;

  /**
   * Refuses while the gate is shut.
   *
   * @throws PaymentException SERVICE_UNAVAILABLE
   */
  public void requireOpen() {
    if (!open) {
      throw PaymentException.of(ErrorCode.SERVICE_UNAVAILABLE, "Kassa is starting. Try again.");
    }
  }

  void opened() {
    open = true;
  }
}
