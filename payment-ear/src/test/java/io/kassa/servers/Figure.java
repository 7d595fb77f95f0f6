package io.kassa.servers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;

/** What a test measures of the server that runs. */
public enum Figure {
  READY("ready again (s)", 1),
  RESIDENT("resident then (MiB)", 0),
  FLOWS("flows/s", 0),
  FLOW_MEDIAN("median of a flow (ms)", 1),
  SERVER_CPU("server's CPU per flow (ms)", 2),
  RESIDENT_LOADED("resident after the load (MiB)", 0),
  LOAD_AVERAGE("load average before", 1);

  private final String words;
  private final int digits;

  Figure(String words, int digits) {
    this.words = words;
    this.digits = digits;
  }

  /** What the table calls it, with its unit. */
  String words() {
    return words;
  }

  /** Makes a value of it part of the run's findings. */
  public void report(TestReporter reporter, double value) {
    reporter.publishEntry(name(), String.format(Locale.ROOT, "%." + digits + "f", value));
  }

  /** The one whose name a test's report has, if it is one. */
  static Optional<Figure> named(String key) {
    return Stream.of(values()).filter(figure -> figure.name().equals(key)).findFirst();
  }
}
