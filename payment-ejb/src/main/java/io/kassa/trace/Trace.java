package io.kassa.trace;

import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a piece of work belongs to.
 *
 * @param requestId of the HTTP request that it came from: 8 to 64 characters of {@code A-Z a-z 0-9
 *     - _ .}; null for what nobody asked for, such as a timer's
 * @param paymentId null if it is about no payment, or none is known yet
 * @param traceparent the step above (W3C Trace Context level 1, section 3.2); null outside of a
 *     trace
 */
public record Trace(String requestId, UUID paymentId, String traceparent) {
  /** Of nothing. */
  public static final Trace NONE = new Trace(null, null, null);

  /** All zeros is no id there. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int TRACE_ID_BEGIN = 3;
  private static final int TRACE_ID_END = 35;
  private static final int SPAN_ID_END = 52;

  /** In {@link #text}, for what is not known. */
  private static final String ABSENT = "-";

  private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

  /** Whether a sent header is one that may be passed on. */
  public static boolean isTraceparent(String sent) {
    return sent != null && TRACEPARENT.matcher(sent).matches();
  }

  /** What this thread works for now; never null. */
  public static Trace current() {
    Trace current = CURRENT.get();
    return current == null ? NONE : current;
  }

  /**
   * Makes this what the thread works for. Whoever calls it puts back what it returns, in a {@code
   * finally}: threads are the server's.
   *
   * @return what the thread worked for before
   */
  public Trace enter() {
    Trace before = current();
    if (isNothing()) {
      CURRENT.remove();
    } else {
      CURRENT.set(this);
    }
    return before;
  }

  /** Does work for this on the calling thread. */
  public void run(Runnable work) {
    Trace before = enter();
    try {
      work.run();
    } finally {
      before.enter();
    }
  }

  /**
   * An executor whose threads work for what the calling thread works for now, whoever hands the
   * work over later.
   */
  public static Executor across(Executor executor) {
    Trace here = current();
    return here.isNothing() ? executor : work -> executor.execute(() -> here.run(work));
  }

  /** A function that works for what the calling thread works for now, whoever calls it later. */
  public static <T, R> Function<T, R> carrying(Function<T, R> function) {
    Trace here = current();
    return argument -> {
      Trace before = here.enter();
      try {
        return function.apply(argument);
      } finally {
        before.enter();
      }
    };
  }

  /** The same about a payment. */
  public Trace about(UUID payment) {
    return new Trace(requestId, payment, traceparent);
  }

  /** The same below another step. */
  Trace below(String step) {
    return new Trace(requestId, paymentId, step);
  }

  /** Without its parts there is nothing to know. */
  public boolean isNothing() {
    return requestId == null && paymentId == null && traceparent == null;
  }

  /** 32 hex digits; null outside of a trace. */
  public String traceId() {
    return traceparent == null ? null : traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END);
  }

  /** The step above, 16 hex digits; null outside of a trace. */
  String spanId() {
    return traceparent == null ? null : traceparent.substring(TRACE_ID_END + 1, SPAN_ID_END);
  }

  /** Whether the step above is recorded (section 3.2.2.5.1). */
  boolean isSampled() {
    return traceparent != null
        && (Character.digit(traceparent.charAt(traceparent.length() - 1), 16) & 1) == 1;
  }

  /**
   * Request and step as they are stored and sent, at most 120 characters; the payment stands beside
   * them there. Null if neither is known.
   */
  public String text() {
    if (requestId == null && traceparent == null) {
      return null;
    }
    return (requestId == null ? ABSENT : requestId)
        + ' '
        + (traceparent == null ? ABSENT : traceparent);
  }

  /**
   * What {@link #text} wrote.
   *
   * @param text null for what came from no request; what is not well-formed counts as that
   * @param paymentId may be null
   */
  public static Trace of(String text, UUID paymentId) {
    String[] parts = text == null ? new String[0] : text.split(" ", -1);
    if (parts.length != 2) {
      return paymentId == null ? NONE : new Trace(null, paymentId, null);
    }
    return new Trace(
        parts[0].equals(ABSENT) ? null : parts[0],
        paymentId,
        isTraceparent(parts[1]) ? parts[1] : null);
  }
}
