package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.time.Instant;
import java.util.Optional;

/** Money that goes back, in full or in part. */
public final class Refund extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Refund(Members members) {
    super(members);
  }

  /**
   * The refund's id.
   *
   * @return a UUID
   */
  public String id() {
    return members().text("id");
  }

  /**
   * The merchant's own id of the refund.
   *
   * @return unique per merchant; empty for a refund that Kassa made by itself
   */
  public String refundId() {
    return members().optionalText("refundId").orElse("");
  }

  /**
   * Of which payment.
   *
   * @return a UUID
   */
  public String paymentId() {
    return members().text("paymentId");
  }

  /**
   * How much.
   *
   * @return minor units
   */
  public long amountMinor() {
    return members().integer("amount");
  }

  /**
   * The currency of the amount.
   *
   * @return ISO 4217
   */
  public String currency() {
    return members().text("currency");
  }

  /**
   * How far it is.
   *
   * @return {@code PENDING}, {@code SUCCEEDED} or {@code FAILED}
   */
  public String status() {
    return members().text("status");
  }

  /**
   * Why.
   *
   * @return empty if the merchant gave none
   */
  public Optional<String> reason() {
    return members().optionalText("reason");
  }

  /**
   * When it was asked for.
   *
   * @return UTC
   */
  public Instant createdAt() {
    return members().time("createdAt");
  }

  /**
   * Why money goes back.
   *
   * @return {@code MERCHANT}; {@code LATE} or {@code SURPLUS} for money that the payment could not
   *     take
   */
  public String cause() {
    return members().text("cause");
  }

  /**
   * Through which channel it goes back.
   *
   * @return the channel that took the money
   */
  public Channel channel() {
    return Channel.of(members().text("channel"));
  }

  /**
   * Why the channel refused.
   *
   * @return its word; empty unless the refund failed
   */
  public Optional<String> failure() {
    return members().optionalText("failure");
  }

  /**
   * When it succeeded or failed.
   *
   * @return UTC; empty while it is pending
   */
  public Optional<Instant> endedAt() {
    return members().optionalTime("endedAt");
  }

  /**
   * The number of its credit note.
   *
   * @return empty while there is none
   */
  public Optional<String> creditNoteNumber() {
    return members().object("creditNote").flatMap(note -> note.optionalText("number"));
  }

  /**
   * Whether it is a test merchant's.
   *
   * @return true if no money is moved
   */
  public boolean test() {
    return members().flag("test");
  }

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Refund[" + id() + " " + status() + "]";
  }
}
