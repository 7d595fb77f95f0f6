package io.kassa.sandbox.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One callback and what became of each attempt to deliver it. */
public final class CallbackLog {

  /**
   * One try to deliver it.
   *
   * @param status the HTTP status, or 0 if there was no answer
   * @param accepted whether the merchant took it, in the provider's terms
   * @param flaw what was wrong with it on purpose, or empty
   */
  public record Attempt(Instant at, int status, boolean accepted, String flaw) {}

  private final String id;
  private final String event;
  private final String url;
  private final List<Attempt> attempts = new ArrayList<>();

  public CallbackLog(String id, String event, String url) {
    this.id = id;
    this.event = event;
    this.url = url;
  }

  public synchronized void add(Attempt attempt) {
    attempts.add(attempt);
  }

  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  public String id() {
    return id;
  }

  public String event() {
    return event;
  }

  public String url() {
    return url;
  }
}
