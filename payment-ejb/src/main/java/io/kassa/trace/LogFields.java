package io.kassa.trace;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Adds to a log record, on the thread that logs it, which node wrote it and what it belongs to: as
 * a map that is its last parameter. A server's formatter for structured logs makes fields of it
 * (Payara's does), any other leaves it out. Nothing is written here; the handlers after this one
 * do.
 */
final class LogFields extends Handler {
  /** What a formatter would take for a place of the first parameter. */
  private static final String FIRST_PLACE = "{0";

  private final String node;

  LogFields(String node) {
    this.node = node;
  }

  @Override
  public void publish(LogRecord written) {
    Object[] given = written.getParameters();
    int count = given == null ? 0 : given.length;
    // without parameters a brace is only a brace, with one it is a place
    if (count > 0 || written.getMessage() == null || !written.getMessage().contains(FIRST_PLACE)) {
      Object[] more = count == 0 ? new Object[1] : Arrays.copyOf(given, count + 1, Object[].class);
      more[count] = fields();
      written.setParameters(more);
    }
  }

  private Map<String, String> fields() {
    Trace trace = Trace.current();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("node", node);
    if (trace.requestId() != null) {
      fields.put("requestId", trace.requestId());
    }
    if (trace.paymentId() != null) {
      fields.put("paymentId", trace.paymentId().toString());
    }
    if (trace.traceId() != null) {
      fields.put("traceId", trace.traceId());
    }
    return fields;
  }

  @Override
  public void flush() {
    // holds nothing back
  }

  @Override
  public void close() {
    // holds nothing open
  }
}
