package io.kassa.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A piece of work under way: a span of its trace if it is recorded, else nothing but its trace. Any
 * thread may end it; whoever begins it sees to that.
 */
public final class Step {
  private final Span span;
  private final Trace trace;

  private Step(Span span, Trace trace) {
    this.span = span;
    this.trace = trace;
  }

  /** Nobody records it. */
  static Step unrecorded(Trace above) {
    return new Step(Span.getInvalid(), above);
  }

  static Step of(Span span, Trace above) {
    SpanContext context = span.getSpanContext();
    return new Step(
        span,
        above.below(
            "00-"
                + context.getTraceId()
                + '-'
                + context.getSpanId()
                + '-'
                + context.getTraceFlags().asHex()));
  }

  /** What is done within this step belongs to this. */
  public Trace trace() {
    return trace;
  }

  /** Whether anybody will see it: what only a span needs is not worked out otherwise. */
  public boolean isRecorded() {
    return span.isRecording();
  }

  /** Another name, of few possible ones: no id in it. */
  public Step rename(String name) {
    span.updateName(name);
    return this;
  }

  /**
   * Notes an attribute, by the name that the semantic conventions give it if they do.
   *
   * @param value nothing secret or personal; null notes nothing
   */
  public Step note(String attribute, String value) {
    if (value != null) {
      span.setAttribute(attribute, value);
    }
    return this;
  }

  /** Notes a number. */
  public Step note(String attribute, long value) {
    span.setAttribute(attribute, value);
    return this;
  }

  /**
   * Notes that it went wrong.
   *
   * @param type a word or a class name, of few possible ones; never a message, which may tell more
   */
  public Step failed(String type) {
    span.setStatus(StatusCode.ERROR).setAttribute("error.type", type);
    return this;
  }

  /** Does it on the calling thread; then it is over. */
  public void run(Runnable work) {
    try {
      trace.run(work);
    } catch (RuntimeException failure) {
      failed(failure.getClass().getName());
      throw failure;
    } finally {
      end();
    }
  }

  /** Begins it on the calling thread; it is over when the stage is. */
  public <T> CompletionStage<T> during(Supplier<CompletionStage<T>> work) {
    Trace before = trace.enter();
    CompletionStage<T> stage;
    try {
      stage = work.get();
    } catch (RuntimeException failure) {
      failed(failure.getClass().getName()).end();
      throw failure;
    } finally {
      before.enter();
    }
    return isRecorded() ? stage.whenComplete((value, failure) -> ended(failure)) : stage;
  }

  private void ended(Throwable failure) {
    if (failure != null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      failed(cause.getClass().getName());
    }
    end();
  }

  /** It is over; again: nothing. */
  public void end() {
    span.end();
  }
}
