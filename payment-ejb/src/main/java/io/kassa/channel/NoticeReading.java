package io.kassa.channel;

/** What a notice turned out to be. */
public sealed interface NoticeReading {

  /** The provider's own signature holds; the content concerns an order of ours. */
  sealed interface Believed extends NoticeReading {
    /** The provider's id of the notice; the same whenever it comes again. 1 to 128 characters. */
    String noticeId();
  }

  /**
   * How an order stands.
   *
   * @param orderNumber as the provider wrote it; may be nobody's
   */
  record OfPayment(String noticeId, String orderNumber, ChannelOutcome outcome)
      implements Believed {}

  /** How a refund stands. */
  record OfRefund(String noticeId, String refundNumber, RefundOutcome outcome)
      implements Believed {}

  /** Authentic, and of no consequence. */
  record Irrelevant(String noticeId, String type) implements Believed {}

  /**
   * Not believed.
   *
   * @param reason for the log: kebab-case, nothing of the content
   */
  record Refused(String reason) implements NoticeReading {}
}
