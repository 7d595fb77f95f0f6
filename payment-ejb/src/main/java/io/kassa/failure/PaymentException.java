package io.kassa.failure;

import jakarta.ejb.ApplicationException;
import java.util.List;

/**
 * A refusal: the caller's fault or a state that does not allow the call. It rolls back the
 * transaction it leaves, carries one {@link ErrorCode} and reaches the caller as it is. A bug is
 * never one of these.
 */
@ApplicationException(rollback = true)
public final class PaymentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;

  private PaymentException(ErrorCode code, String detail, List<FieldError> errors) {
    // no stack trace: a refusal is an answer, and filling one costs more than the check itself
    super(detail, null, false, false);
    this.code = code;
    this.errors = errors;
  }

  /** A refusal with a sentence for a developer; the sentence holds nothing secret. */
  public static PaymentException of(ErrorCode code, String detail) {
    return new PaymentException(code, detail, List.of());
  }

  /** A refusal of a body, {@code errors} not empty. */
  public static PaymentException invalid(List<FieldError> errors) {
    FieldError first = errors.get(0);
    return new PaymentException(
        ErrorCode.INVALID_REQUEST, first.field() + ": " + first.detail(), List.copyOf(errors));
  }

  /** A refusal of one field. */
  public static PaymentException invalid(String field, String detail) {
    return invalid(List.of(new FieldError(field, detail)));
  }

  /** The same answer for a missing object and for somebody else's. */
  public static PaymentException notFound() {
    return of(ErrorCode.NOT_FOUND, "There is no such object.");
  }

  public ErrorCode code() {
    return code;
  }

  /** What was wrong with each field; empty unless the code is INVALID_REQUEST. */
  public List<FieldError> errors() {
    return errors == null ? List.of() : errors;
  }
}
