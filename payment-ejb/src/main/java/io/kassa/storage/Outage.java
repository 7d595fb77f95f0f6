package io.kassa.storage;

import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;

/**
 * Tells a database that cannot serve just now from work that cannot be done. The former passes by
 * itself and says nothing about the work.
 */
public final class Outage {
  private static final int DEEPEST_CAUSE = 20;

  private Outage() {}

  /** Whether a failure came of the database's state and not of what was asked of it. */
  public static boolean caused(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      // a connection that breaks at the commit: the server keeps no more of it than this
      if (cause instanceof ResourceException
          || cause instanceof SystemException
          || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** The states and classes are those of PostgreSQL's appendix A. */
  private static boolean passes(String state) {
    if (state == null || state.length() < 2) {
      return false;
    }
    return switch (state.substring(0, 2)) {
      // connection_exception, transaction_rollback, insufficient_resources, operator_intervention,
      // system_error
      case "08", "40", "53", "57", "58" -> true;
      // read_only_sql_transaction (a standby during a switch-over), lock_not_available
      default -> "25006".equals(state) || "55P03".equals(state);
    };
  }
}
