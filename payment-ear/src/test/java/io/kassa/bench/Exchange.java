package io.kassa.bench;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What was spoken on one connection from one idle moment to the next: a transaction.
 *
 * @param statements in their order, with BEGIN and COMMIT
 * @param roundTrips how often the client waited for an answer
 */
public record Exchange(List<Statement> statements, int roundTrips) {

  /**
   * One executed statement.
   *
   * @param sql as the client sent it, with $1, $2 …
   * @param types of its parameters in SQL; {@code unknown} is left to the database
   * @param values of its parameters as SQL literals, such as {@code '5'::bigint}
   */
  public record Statement(String sql, List<String> types, List<String> values) {
    private static final Pattern WORD = Pattern.compile("null|'[A-Za-z_]+'.*");

    /** One without parameters. */
    static Statement plain(String sql) {
      return new Statement(sql, List.of(), List.of());
    }

    /** Of the values those that are words, as states are, or null; of others nothing but place. */
    List<String> words() {
      return values.stream().map(value -> WORD.matcher(value).matches() ? value : "").toList();
    }

    boolean isFrame() {
      return List.of("BEGIN", "COMMIT", "ROLLBACK").contains(sql);
    }
  }

  /** Whether one of the statements starts so, in whatever case. */
  public boolean says(String start) {
    return statements.stream()
        .anyMatch(statement -> statement.sql().regionMatches(true, 0, start, 0, start.length()));
  }

  /** How many statements there are besides BEGIN and COMMIT. */
  public long work() {
    return statements.stream().filter(statement -> !statement.isFrame()).count();
  }

  /** Whether a parameter has this value, which is a text or the text of a UUID. */
  public boolean concerns(String value) {
    String literal = "'" + value + "'";
    return statements.stream()
        .flatMap(statement -> statement.values().stream())
        .anyMatch(known -> known.startsWith(literal));
  }
}
