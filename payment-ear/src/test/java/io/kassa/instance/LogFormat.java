package io.kassa.instance;

import java.io.IOException;

/**
 * A server that logs JSON, as in a container, and of Kassa every step of a request. Ends with
 * {@link #close}.
 */
public final class LogFormat implements AutoCloseable {
  private static final String FORMATTER =
      "com.sun.enterprise.server.logging.GFFileHandler.formatter=";
  private static final String JSON = "fish.payara.enterprise.server.logging.JSONLogFormatter";
  private static final String PLAIN = "com.sun.enterprise.server.logging.ODLLogFormatter";

  private final PayaraServer server;

  private LogFormat(PayaraServer server) {
    this.server = server;
  }

  /** Switches the running instance over, as {@code KASSA_LOG_FORMAT=json} does in set-up. */
  public static LogFormat json() throws IOException {
    LogFormat format = new LogFormat(Instance.current().payara());
    format.set(JSON, "FINE");
    return format;
  }

  /** Sets everything back. */
  @Override
  public void close() throws IOException {
    set(PLAIN, "INFO");
    server.administer("delete-log-levels", "io.kassa");
  }

  private void set(String formatter, String level) throws IOException {
    server.administer("set-log-attributes", FORMATTER + formatter);
    server.administer("set-log-levels", "io.kassa=" + level);
  }
}
