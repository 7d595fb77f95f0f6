package io.kassa.client.failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A refusal as the server sent it (RFC 9457). */
public final class Problem {
  private final int status;
  private final String code;
  private final String text;
  private final List<FieldError> errors;
  private final String requestId;
  private final Duration retryAfter;

  /**
   * For the client.
   *
   * @param status the HTTP status
   * @param code the stable code
   * @param text title and detail, for people
   * @param errors the fields that are wrong; may be empty
   * @param requestId null if the answer had none
   * @param retryAfter null if the answer had none
   */
  public Problem(
      int status,
      String code,
      String text,
      List<FieldError> errors,
      String requestId,
      Duration retryAfter) {
    this.status = status;
    this.code = code;
    this.text = text;
    this.errors = List.copyOf(errors);
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * The stable code.
   *
   * @return kebab-case, such as {@code order-conflict}
   */
  public String code() {
    return code;
  }

  /**
   * Title and detail.
   *
   * @return words for people, in English
   */
  public String text() {
    return text;
  }

  /**
   * The fields that are wrong.
   *
   * @return empty unless the code is {@code invalid-request}
   */
  public List<FieldError> errors() {
    return errors;
  }

  /**
   * The id under which the server logged the call.
   *
   * @return empty if the answer had none
   */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * When the server wants to be asked again.
   *
   * @return empty if it did not say
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
