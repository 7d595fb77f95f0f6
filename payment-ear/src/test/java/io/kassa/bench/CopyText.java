package io.kassa.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by COPY, in its text format. */
final class CopyText implements Closeable {
  private static final int CHUNK = 256 * 1024;

  private final CopyIn copy;
  private final StringBuilder text = new StringBuilder(2 * CHUNK);
  private boolean begun;

  private CopyText(CopyIn copy) {
    this.copy = copy;
  }

  static CopyText into(Connection connection, String table, List<String> columns)
      throws SQLException {
    return new CopyText(
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin"));
  }

  /** The next value of the row; null for NULL. It holds no tab, line end or backslash. */
  CopyText value(Object value) {
    if (begun) {
      text.append('\t');
    }
    begun = true;
    text.append(value == null ? "\\N" : value);
    return this;
  }

  /** Ends the row. */
  void row() {
    text.append('\n');
    begun = false;
  }

  /** Sends what has gathered, once that is enough. */
  void sendIfFull() throws SQLException {
    if (text.length() >= CHUNK) {
      send();
    }
  }

  private void send() throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /** All rows are written. */
  void end() throws SQLException {
    send();
    copy.endCopy();
  }

  /** Takes back what was not ended. */
  @Override
  public void close() throws IOException {
    if (copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        throw new IOException("the copy was not ended", e);
      }
    }
  }
}
