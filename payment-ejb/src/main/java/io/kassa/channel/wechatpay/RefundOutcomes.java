package io.kassa.channel.wechatpay;

import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Failed;
import io.kassa.channel.RefundOutcome.Pending;
import io.kassa.channel.RefundOutcome.Refunded;
import io.kassa.channel.RefundOutcome.Unknown;

/** What the provider's words about a refund mean. */
final class RefundOutcomes {
  private static final int NOT_FOUND = 404;

  private RefundOutcomes() {}

  /** The answer to a question about a refund of ours, or to its creation. */
  static RefundOutcome of(RefundOrder refund, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return new Unknown(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (believed.isSuccess()) {
      return ofRefund(refund, believed);
    }
    return believed.status() == NOT_FOUND && believed.code().equals("RESOURCE_NOT_EXISTS")
        ? new Absent()
        : new Unknown(believed.code());
  }

  private static RefundOutcome ofRefund(RefundOrder refund, Answer.Believed believed) {
    try {
      JsonAnswer told = believed.json();
      if (!refund.number().equals(told.text("out_refund_no"))) {
        return new Unknown("refund-mismatch");
      }
      if (!refund.orderNumber().equals(told.text("out_trade_no"))) {
        return new Unknown("order-mismatch");
      }
      JsonAnswer amount = told.object("amount");
      if (!OrderOutcomes.currency(amount).equals(refund.currency())) {
        return new Unknown("currency-mismatch");
      }
      if (amount.integer("refund") != refund.amountMinor()
          || amount.integer("total") != refund.paidMinor()) {
        return new Unknown("amount-mismatch");
      }
      return ofStatus(told, told.text("status"));
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  /**
   * A refund, whoever's it is; the amount is not compared with anything.
   *
   * @param status which an answer and a notice name differently
   * @throws MalformedAnswerException if it is none
   */
  static RefundOutcome ofStatus(JsonAnswer refund, String status) {
    return switch (status) {
      case "SUCCESS" ->
          new Refunded(
              refund.identifier("refund_id", OrderOutcomes.LONGEST_NUMBER),
              refund.object("amount").integer("refund"),
              refund.time("success_time"));
      case "PROCESSING" -> new Pending();
      case "CLOSED" -> new Failed(status);
      // the payer's card took no money; the merchant may still send it elsewhere on the
      // provider's site, so a second refund could pay twice
      case "ABNORMAL" -> new Unknown("refund-abnormal");
      default -> new Unknown("refund-status-unexpected");
    };
  }
}
