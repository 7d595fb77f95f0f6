package io.kassa.channel;

import java.time.Instant;

/** What a provider said about an order, verified; or that nothing is sure. */
public sealed interface ChannelOutcome {

  /**
   * The money was taken.
   *
   * @param transactionId the provider's own number of it, 1 to 64 characters
   * @param amountMinor what the payer owed for the order by the provider's books
   * @param currency ISO 4217
   * @param paidAt by the provider's clock
   */
  record Paid(String transactionId, long amountMinor, String currency, Instant paidAt)
      implements ChannelOutcome {}

  /**
   * Nobody paid yet; somebody may.
   *
   * @param nextAction null unless the order was just created
   */
  record Pending(NextAction nextAction) implements ChannelOutcome {}

  /**
   * The provider refused to take money for this order, for good.
   *
   * @param reason kebab-case or the provider's code; nothing personal
   */
  record Declined(String reason) implements ChannelOutcome {}

  /**
   * Nobody can pay this order any more, and nobody did; or somebody did and has it back.
   *
   * @param reason see {@link Declined}
   */
  record Closed(String reason) implements ChannelOutcome {
    /** The reason where the order was paid, and closing it gave the money back. */
    public static final String GIVEN_BACK = "CANCELED_AND_REFUNDED";

    public boolean isGivenBack() {
      return reason.equals(GIVEN_BACK);
    }
  }

  /**
   * The provider knows no such order, and its signature on that answer holds. Alone it proves
   * nothing about an order whose creation may still be under way, or of which the provider learns
   * only when the payer scans it.
   */
  record Absent() implements ChannelOutcome {}

  /**
   * Nothing that can be believed. The order is asked about again; it is never guessed.
   *
   * @param reason see {@link Declined}
   */
  record Unknown(String reason) implements ChannelOutcome {}
}
