package io.kassa.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A server that logs JSON, as in a container, and of Kassa every step of a request. Ends with
 * {@link #close}.
 */
public final class LogFormat implements AutoCloseable {
  private static final String FORMATTER =
      "com.sun.enterprise.server.logging.GFFileHandler.formatter=";
  private static final String JSON = "fish.payara.enterprise.server.logging.JSONLogFormatter";
  private static final String PLAIN = "com.sun.enterprise.server.logging.ODLLogFormatter";

  /** The server's own message id for that it has set the levels of loggers. */
  private static final String LEVELS_SET = "NCLS-LOGGING-00003";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PayaraServer server;

  private LogFormat(PayaraServer server) {
    this.server = server;
  }

  /** Switches the running instance over, as {@code KASSA_LOG_FORMAT=json} does in set-up. */
  public static LogFormat json() throws IOException {
    LogFormat format = new LogFormat(Instance.current().payara());
    format.set(JSON, "FINE");
    Awaitility.await().atMost(PATIENCE).until(format::isFollowed);
    return format;
  }

  /** Sets everything back. */
  @Override
  public void close() throws IOException {
    set(PLAIN, "INFO");
    server.administer("delete-log-levels", "io.kassa");
  }

  private void set(String formatter, String level) throws IOException {
    server.administer("set-log-levels", "io.kassa=" + level);
    server.administer("set-log-attributes", FORMATTER + formatter);
  }

  /** The server reads its settings a moment later, all of them, and then says so. */
  private boolean isFollowed() throws IOException {
    String log = Files.readString(server.log());
    return log.startsWith("{") && log.contains(LEVELS_SET);
  }
}
