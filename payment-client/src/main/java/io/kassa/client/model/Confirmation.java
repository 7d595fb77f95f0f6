package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.time.Instant;
import java.util.Optional;

/** Kassa's signed answer that a payment succeeded. Verify it before goods leave the house. */
public final class Confirmation extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Confirmation(Members members) {
    super(members);
  }

  /**
   * The payment's id.
   *
   * @return a UUID
   */
  public String paymentId() {
    return members().text("paymentId");
  }

  /**
   * The merchant's own id of the order.
   *
   * @return unique per merchant
   */
  public String orderId() {
    return members().text("orderId");
  }

  /**
   * A number for people.
   *
   * @return short, unique
   */
  public String confirmationNumber() {
    return members().text("confirmationNumber");
  }

  /**
   * What was paid.
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
   * Who took the money.
   *
   * @return never null
   */
  public Channel channel() {
    return Channel.of(members().text("channel"));
  }

  /**
   * The provider's own number.
   *
   * @return empty for a channel without one
   */
  public Optional<String> channelTransactionId() {
    return members().optionalText("channelTransactionId");
  }

  /**
   * When it was paid.
   *
   * @return UTC
   */
  public Instant confirmedAt() {
    return members().time("confirmedAt");
  }

  /**
   * Whether no real money moved.
   *
   * @return true for a test merchant
   */
  public boolean isTest() {
    return members().flag("test");
  }

  /**
   * The proof: a compact JWS over all of this but the invoice.
   *
   * @return three parts in Base64url
   */
  public String signature() {
    return members().text("signature");
  }

  /**
   * What the signature covers.
   *
   * @return a JSON object
   */
  public String signedJson() {
    return members().without("signature", "invoice").toString();
  }

  /**
   * A confirmation that was kept as text.
   *
   * @param json as the server sent it
   * @return the confirmation, not verified yet
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static Confirmation parse(String json) {
    return new Confirmation(Members.parse(json));
  }

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Confirmation[" + confirmationNumber() + "]";
  }
}
