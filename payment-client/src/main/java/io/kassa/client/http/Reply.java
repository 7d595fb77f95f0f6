package io.kassa.client.http;

import io.kassa.client.failure.FieldError;
import io.kassa.client.failure.Problem;
import io.kassa.client.json.Members;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came back: status, headers and a body of bounded size. */
public final class Reply {
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Reply(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The bytes as they came. */
  public byte[] bytes() {
    return body.clone();
  }

  /** The bytes as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as a JSON object.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Members json() {
    return Members.parse(text());
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** When to ask again; a date instead of seconds is not read. */
  public Optional<Duration> retryAfter() {
    return header("Retry-After")
        .filter(value -> value.matches("[0-9]{1,5}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /** The refusal in a body of the type {@code application/problem+json}; empty if it is none. */
  Optional<Problem> problem() {
    if (status < 400 || !header("Content-Type").orElse("").startsWith("application/problem+json")) {
      return Optional.empty();
    }
    try {
      return Optional.of(problem(json()));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private Problem problem(Members json) {
    List<FieldError> errors = new ArrayList<>();
    for (Members error : json.objects("errors")) {
      errors.add(new FieldError(error.text("field"), error.text("detail")));
    }
    String detail = json.optionalText("detail").orElse("");
    return new Problem(
        status,
        json.text("code"),
        (json.optionalText("title").orElse("") + ". " + detail).trim(),
        errors,
        header("Request-Id").orElse(null),
        retryAfter().orElse(null));
  }
}
