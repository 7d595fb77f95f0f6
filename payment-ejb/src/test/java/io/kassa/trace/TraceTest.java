package io.kassa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final UUID PAYMENT = UUID.fromString("01a21525-86ef-73c3-b1bd-9fef89311276");
  private static final Trace TRACE = new Trace("request-1", PAYMENT, PARENT);

  @AfterEach
  void nothingIsLeftOnTheThread() {
    assertThat(Trace.current()).isSameAs(Trace.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
      })
  void aWellFormedTraceparentIsPassedOn(String sent) {
    assertThat(Trace.isTraceparent(sent)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void anyOtherTraceparentIsDropped(String sent) {
    assertThat(Trace.isTraceparent(sent)).isFalse();
  }

  @Test
  void textComesBackAsItWas() {
    for (Trace trace :
        List.of(
            TRACE,
            new Trace("request-1", PAYMENT, null),
            new Trace(null, PAYMENT, PARENT),
            new Trace(null, PAYMENT, null),
            Trace.NONE)) {
      assertThat(Trace.of(trace.text(), trace.paymentId())).isEqualTo(trace);
    }
  }

  @Test
  void longestTextFitsItsColumn() {
    assertThat(new Trace("r".repeat(64), PAYMENT, PARENT).text()).hasSize(120);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "request-1", "a b c", "- -", "- 00-nonsense"})
  void textThatSaysNothingIsNothing(String text) {
    assertThat(Trace.of(text, null).isNothing()).isTrue();
  }

  @Test
  void partsOfTheStepAreRead() {
    assertThat(TRACE.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(TRACE.spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(TRACE.isSampled()).isTrue();
    assertThat(TRACE.below(PARENT.replaceAll("01$", "02")).isSampled()).isFalse();
    assertThat(Trace.NONE.traceId()).isNull();
  }

  @Test
  void workEndsWithTheTraceThatWasBefore() {
    List<Trace> seen = new ArrayList<>();
    TRACE.run(
        () -> {
          Trace.NONE.run(() -> seen.add(Trace.current()));
          seen.add(Trace.current());
        });

    assertThat(seen).containsExactly(Trace.NONE, TRACE);
  }

  /** The work is handed over by a thread that works for another. */
  @Test
  void traceGoesWithTheWorkNotWithTheThread() {
    List<Runnable> waiting = new ArrayList<>();
    List<Trace> seen = new ArrayList<>();
    CompletableFuture<String> called = new CompletableFuture<>();
    Trace before = TRACE.enter();
    CompletableFuture<Void> done =
        called
            .thenCompose(
                Trace.carrying(
                    answer -> {
                      seen.add(Trace.current());
                      return CompletableFuture.completedFuture(answer);
                    }))
            .thenAcceptAsync(answer -> seen.add(Trace.current()), Trace.across(waiting::add));
    before.enter();

    TRACE.about(null).run(() -> called.complete("answer"));
    waiting.forEach(Runnable::run);

    assertThat(done).isCompleted();
    assertThat(seen).containsExactly(TRACE, TRACE);
  }
}
