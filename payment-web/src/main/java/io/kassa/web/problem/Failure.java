package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.failure.PaymentException;
import jakarta.ejb.EJBAccessException;
import java.util.List;

/**
 * What a caller is told about something that was thrown.
 *
 * @param errors empty unless the code is INVALID_REQUEST
 */
record Failure(ErrorCode code, String detail, List<FieldError> errors) {
  /** How many causes are looked at; chains may be rings. */
  private static final int MAX_CAUSES = 16;

  static Failure of(ErrorCode code) {
    return new Failure(code, sentence(code), List.of());
  }

  /**
   * The first in the chain of causes that means something to a caller. Containers wrap: an EJB's
   * exception, a rolled-back transaction and a parameter's conversion each add a layer or more.
   */
  static Failure of(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof PaymentException refused) {
        return new Failure(refused.code(), refused.getMessage(), refused.errors());
      }
      if (cause instanceof EJBAccessException) {
        return of(ErrorCode.FORBIDDEN);
      }
      ErrorCode database = DatabaseState.of(cause);
      if (database != null) {
        return of(database);
      }
    }
    return of(ErrorCode.INTERNAL_ERROR);
  }

  /** The code for a status that the server chose by itself, 400 to 599. */
  static Failure ofStatus(int status) {
    return of(
        switch (status) {
          case 401 -> ErrorCode.UNAUTHORIZED;
          case 403 -> ErrorCode.FORBIDDEN;
          case 404 -> ErrorCode.NOT_FOUND;
          case 405, 501 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 406 -> ErrorCode.NOT_ACCEPTABLE;
          case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
          case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
          case 429 -> ErrorCode.TOO_MANY_REQUESTS;
          case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
          default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        });
  }

  /** The code in a sentence where nothing more can be said. */
  private static String sentence(ErrorCode code) {
    return ProblemKind.of(code).title() + '.';
  }
}
