package io.kassa.sandbox.http;

import java.time.Duration;

/**
 * An answer and how it reaches the caller.
 *
 * @param delay how long the caller waits for the first byte
 * @param cutOff true if the connection breaks before the body is complete
 */
public record Delivery(Answer answer, Duration delay, boolean cutOff) {

  public static Delivery now(Answer answer) {
    return new Delivery(answer, Duration.ZERO, false);
  }

  public static Delivery after(Duration delay, Answer answer) {
    return new Delivery(answer, delay, false);
  }

  /** The connection breaks after this time; the caller learns a status at most. */
  public static Delivery brokenAfter(Duration delay) {
    return new Delivery(Answer.empty(200), delay, true);
  }
}
