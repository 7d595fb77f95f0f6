package io.kassa.client.model;

import io.kassa.client.json.Members;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One order to be paid, as it was when the server answered. */
public final class Payment extends Answer {
  /**
   * For the client.
   *
   * @param members as the server sent them
   */
  public Payment(Members members) {
    super(members);
  }

  /**
   * The payment's id.
   *
   * @return a UUID
   */
  public String id() {
    return members().text("id");
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
   * What is to be paid.
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
   * Refunds, pending and succeeded.
   *
   * @return minor units
   */
  public long amountRefundedMinor() {
    return members().optionalInteger("amountRefunded").orElse(0L);
  }

  /**
   * What the customer reads.
   *
   * @return empty if the merchant gave none
   */
  public Optional<String> description() {
    return members().optionalText("description");
  }

  /**
   * How far it is.
   *
   * @return {@code REQUIRES_CONFIRMATION}, {@code PROCESSING}, {@code SUCCEEDED}, {@code CANCELED}
   *     or {@code EXPIRED}
   */
  public String status() {
    return members().text("status");
  }

  /**
   * Whether it is paid.
   *
   * @return true once it is, for ever
   */
  public boolean isSucceeded() {
    return status().equals("SUCCEEDED");
  }

  /**
   * Whether nobody needs to wait any more.
   *
   * @return true if it is paid, canceled or expired
   */
  public boolean isFinal() {
    return isSucceeded() || status().equals("CANCELED") || status().equals("EXPIRED");
  }

  /**
   * Who took the money.
   *
   * @return empty until somebody did
   */
  public Optional<Channel> channel() {
    return members().optionalText("channel").map(Channel::of);
  }

  /**
   * When it was created.
   *
   * @return UTC
   */
  public Instant createdAt() {
    return members().time("createdAt");
  }

  /**
   * Until when it can be confirmed.
   *
   * @return UTC, whole seconds
   */
  public Instant expiresAt() {
    return members().time("expiresAt");
  }

  /**
   * When it was paid.
   *
   * @return empty until it is
   */
  public Optional<Instant> confirmedAt() {
    return members().optionalTime("confirmedAt");
  }

  /**
   * The merchant's own facts.
   *
   * @return empty for a phone
   */
  public Map<String, String> metadata() {
    return members().textMap("metadata");
  }

  /**
   * The merchant's page to go back to.
   *
   * @return empty if the merchant gave none
   */
  public Optional<URI> returnUrl() {
    return members().optionalText("returnUrl").map(URI::create);
  }

  /**
   * How far the invoice is.
   *
   * @return {@code NONE}, {@code PENDING} or {@code ISSUED}
   */
  public String invoiceStatus() {
    return members().object("invoice").map(i -> i.text("status")).orElse("NONE");
  }

  /**
   * Whether no real money moves.
   *
   * @return true for a test merchant
   */
  public boolean isTest() {
    return members().flag("test");
  }

  /**
   * The phone's one-time capability. Only in the answer to a creation.
   *
   * @return empty otherwise, and once the payment is final
   */
  public Optional<String> paymentKey() {
    return members().optionalText("paymentKey");
  }

  /**
   * The page on which a phone pays; it carries the key in its fragment.
   *
   * @return empty where there is no key
   */
  public Optional<URI> checkoutUrl() {
    return members().optionalText("checkoutUrl").map(URI::create);
  }

  /**
   * Who is paid.
   *
   * @return only in the view of a phone
   */
  public Optional<String> merchantName() {
    return members().optionalText("merchantName");
  }

  /**
   * Whose balance may pay it: the first character and, of longer ids, the last two.
   *
   * @return only in the view of a phone, and only if the payment has an account
   */
  public Optional<String> maskedCustomer() {
    return members().optionalText("maskedCustomer");
  }

  /**
   * The channels that may pay it.
   *
   * @return only in the view of a phone
   */
  public List<OfferedChannel> channels() {
    return members().objects("channels").stream()
        .map(OfferedChannel::new)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Names it without what it holds. */
  @Override
  public String toString() {
    return "Payment[" + id() + " " + status() + "]";
  }
}
