package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.time.Instant;
import java.util.Optional;

/** A fact that Kassa keeps: a payment succeeded, an invoice was issued. */
public final class Event extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Event(Members members) {
    super(members);
  }

  /**
   * Its id; the same in every delivery.
   *
   * @return unique
   */
  public String id() {
    return members().text("id");
  }

  /**
   * What happened.
   *
   * @return such as {@code payment.succeeded}
   */
  public String type() {
    return members().text("type");
  }

  /**
   * When it happened; {@code createdAt} of a list, {@code timestamp} of a webhook.
   *
   * @return UTC
   */
  public Optional<Instant> timestamp() {
    return members().optionalTime("createdAt").or(() -> members().optionalTime("timestamp"));
  }

  /**
   * Its place among the events of its payment.
   *
   * @return 1, 2, 3 …
   */
  public Optional<Long> sequence() {
    return members().optionalInteger("sequence");
  }

  /**
   * Of which payment.
   *
   * @return empty for an event of something else
   */
  public Optional<String> paymentId() {
    return members()
        .optionalText("paymentId")
        .or(() -> members().object("data").flatMap(d -> d.optionalText("paymentId")));
  }

  /**
   * What it is about: the payment, refund or invoice as it is now, not as it was then.
   *
   * @return a JSON object
   */
  public String dataJson() {
    return members().object("data").map(Members::toString).orElse("{}");
  }

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Event[" + type() + " " + id() + "]";
  }
}
