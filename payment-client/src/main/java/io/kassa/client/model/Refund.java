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
   * @return unique per merchant
   */
  public String refundId() {
    return members().text("refundId");
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

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Refund[" + id() + " " + status() + "]";
  }
}
