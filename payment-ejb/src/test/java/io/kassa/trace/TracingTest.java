package io.kassa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where no collector is configured. What a collector sees is shown by OneTraceIT. */
class TracingTest {
  private static final int REQUESTS = 100_000;
  private static final int MOST_BYTES = 200;

  private static final Trace SENT =
      new Trace(
          "request-1",
          UUID.fromString("01a21525-86ef-73c3-b1bd-9fef89311276"),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private final Tracing tracing = new Tracing();

  @Test
  void traceIsPassedOnAsItCame() {
    Step request = tracing.served("POST", SENT);
    Step message = tracing.sent("kassa.invoices", UUID.randomUUID(), request.trace());

    assertThat(request.isRecorded()).isFalse();
    assertThat(message.trace()).isSameAs(SENT);
  }

  /** Two steps with their notes, as a confirmation has; the thread works for each. */
  @Test
  void confirmationAllocatesNextToNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    confirmations();
    long before = threads.getThreadAllocatedBytes(thread);
    confirmations();
    long perRequest = (threads.getThreadAllocatedBytes(thread) - before) / REQUESTS;

    assertThat(perRequest).isLessThan(MOST_BYTES);
  }

  private void confirmations() {
    for (int i = 0; i < REQUESTS; i++) {
      Step request = tracing.served("POST", SENT);
      Trace before = request.trace().enter();
      request.note("http.request.method", "POST");
      tracing.done("confirm payment").note("kassa.channel", "BALANCE").run(Trace::current);
      request.note("http.response.status_code", 200);
      request.end();
      before.enter();
    }
  }
}
