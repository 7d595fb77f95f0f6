package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;
import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;

/**
 * Reads off a database failure whether the caller may simply try again. The one class of this
 * module that knows java.sql, and of that only SQLState: the refusal arises when a container gives
 * up a transaction, outside of any bean that could translate it.
 */
final class DatabaseState {
  private DatabaseState() {}

  /**
   * REQUEST_IN_PROGRESS or SERVICE_UNAVAILABLE; null for a failure that trying again does not cure.
   * The states are those of PostgreSQL's appendix A.
   */
  static ErrorCode of(Throwable failure) {
    if (failure instanceof ResourceException) {
      // the pool had no connection to give, or could not make one
      return ErrorCode.SERVICE_UNAVAILABLE;
    }
    if (failure instanceof SystemException) {
      // the connection broke at the commit: nobody knows whether it was done, asking again tells
      return ErrorCode.SERVICE_UNAVAILABLE;
    }
    if (!(failure instanceof SQLException sql) || sql.getSQLState() == null) {
      return null;
    }
    String state = sql.getSQLState();
    return switch (state) {
      // lock_not_available, deadlock_detected, serialization_failure
      case "55P03", "40P01", "40001" -> ErrorCode.REQUEST_IN_PROGRESS;
      // too_many_connections, query_canceled (by statement_timeout)
      case "53300", "57014" -> ErrorCode.SERVICE_UNAVAILABLE;
      // connection_exception; admin_shutdown, crash_shutdown, cannot_connect_now
      default ->
          state.startsWith("08") || state.startsWith("57P0") ? ErrorCode.SERVICE_UNAVAILABLE : null;
    };
  }
}
