package io.kassa.web.platform;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers a suspended request once a stage completes, with its value or its own failure. */
public final class LaterAnswer {
  private LaterAnswer() {}

  /** Resumes the request when the stage is done. */
  public static void give(AsyncResponse answer, CompletionStage<?> stage) {
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            answer.resume(value);
          } else {
            answer.resume(cause(failure));
          }
        });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
