package io.kassa.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.instance.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database says, whoever may have told otherwise. */
final class Books {
  private Books() {}

  /** The books are right: the database's own view of violations is empty. */
  static void areRight() {
    assertThat(
            strings("select violation || ' ' || subject || ' ' || detail from ledger_violations"))
        .isEmpty();
    assertThat(
            strings(
                "select violation || ' ' || subject || ' ' || detail"
                    + " from ledger_closing_violations"))
        .isEmpty();
  }

  static long count(String query) {
    return Long.parseLong(strings("select (" + query + ")::text").get(0));
  }

  /** Changes one row behind Kassa's back. */
  static void changeOne(String statement) {
    script(
        """
        do $changed$ declare n bigint; begin %s; get diagnostics n = row_count;
        assert n = 1, n || ' rows changed'; end $changed$
        """
            .formatted(statement.strip()));
  }

  /** How the database refuses a statement. */
  static String refusal(String statement) {
    try (Connection connection = Instance.current().database().superuser();
        Statement refused = connection.createStatement()) {
      refused.execute("set search_path = kassa, public");
      refused.execute(statement);
      throw new IllegalStateException("not refused: " + statement);
    } catch (SQLException refusal) {
      return refusal.getMessage();
    }
  }

  /** Statements behind Kassa's back, in one transaction. */
  static void script(String statements) {
    try (Connection connection = Instance.current().database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = kassa, public");
      statement.execute(statements);
    } catch (SQLException failure) {
      throw new IllegalStateException(statements, failure);
    }
  }

  static List<String> strings(String query) {
    try (Connection connection = Instance.current().database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = kassa, public");
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }
}
