package io.kassa.idempotency;

/**
 * The answer to a call that creates, or finds what the same call created before.
 *
 * @param isNew whether the first such call created it; false if it was there already with the same
 *     content
 * @param replayed whether an idempotency key found the first answer, and nothing was done now
 */
public record Created<T>(T value, boolean isNew, boolean replayed) {

  /** Created by this call. */
  public static <T> Created<T> now(T value) {
    return new Created<>(value, true, false);
  }

  /** There before this call, with the same content. */
  public static <T> Created<T> before(T value) {
    return new Created<>(value, false, false);
  }
}
