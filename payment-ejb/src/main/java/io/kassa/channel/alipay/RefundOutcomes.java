package io.kassa.channel.alipay;

import io.kassa.channel.RefundOrder;
import io.kassa.channel.RefundOutcome;
import io.kassa.channel.RefundOutcome.Absent;
import io.kassa.channel.RefundOutcome.Pending;
import io.kassa.channel.RefundOutcome.Refunded;
import io.kassa.channel.RefundOutcome.Unknown;
import java.time.Instant;

/** What the provider's words about a refund mean. It has no number of its own for one. */
final class RefundOutcomes {
  private static final String TIME = "gmt_refund_pay";

  private RefundOutcomes() {}

  /**
   * The answer to a refund that was accepted. {@code refund_fee} is the sum of all refunds of the
   * order, so it cannot be compared but downwards.
   *
   * @return Pending if it says no more than that nothing moved this time: done before, or not yet
   */
  static RefundOutcome ofRefund(RefundOrder refund, Fields fields, Instant now) {
    try {
      if (!fields.is(OrderOutcomes.NUMBER, refund.orderNumber())) {
        return new Unknown("order-mismatch");
      }
      if (!isOfTransaction(refund, fields)) {
        return new Unknown("transaction-mismatch");
      }
      if (!fields.isOrLacks("refund_currency", Yuan.CURRENCY)) {
        return new Unknown("currency-mismatch");
      }
      if (Yuan.fen(fields.text("refund_fee")) < refund.amountMinor()) {
        return new Unknown("amount-mismatch");
      }
      return switch (fields.text("fund_change")) {
        case "Y" -> new Refunded(null, refund.amountMinor(), time(fields, now));
        case "N" -> new Pending();
        default -> new Unknown("fund-change-unexpected");
      };
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  /** The answer to a question about a refund of ours. */
  static RefundOutcome ofQuery(RefundOrder refund, Answer answer, Instant now) {
    if (answer instanceof Answer.Nothing nothing) {
      return new Unknown(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (!believed.isSuccess()) {
      return believed.saysNoTrade() ? new Absent() : new Unknown(believed.code());
    }
    try {
      return ofQuery(refund, believed.fields(), now);
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  private static RefundOutcome ofQuery(RefundOrder refund, Fields fields, Instant now) {
    if (!fields.isOrLacks(OrderOutcomes.NUMBER, refund.orderNumber())) {
      return new Unknown("order-mismatch");
    }
    if (!fields.isOrLacks("out_request_no", refund.number())) {
      return new Unknown("refund-mismatch");
    }
    if (!fields.has("refund_status")) {
      // the provider's way to say that no such refund came, or that none was made
      return new Absent();
    }
    if (!fields.is("refund_status", "REFUND_SUCCESS")) {
      return new Unknown("refund-status-unexpected");
    }
    return ofSuccess(refund, fields, now);
  }

  private static RefundOutcome ofSuccess(RefundOrder refund, Fields fields, Instant now) {
    if (!fields.has(OrderOutcomes.NUMBER) || !fields.has("out_request_no")) {
      return new Unknown("malformed-answer");
    }
    if (!isOfTransaction(refund, fields)) {
      return new Unknown("transaction-mismatch");
    }
    boolean sameAmounts =
        Yuan.fen(fields.text("refund_amount")) == refund.amountMinor()
            && Yuan.fen(fields.text("total_amount")) == refund.paidMinor();
    return sameAmounts
        ? new Refunded(null, refund.amountMinor(), time(fields, now))
        : new Unknown("amount-mismatch");
  }

  private static boolean isOfTransaction(RefundOrder refund, Fields fields) {
    return refund.transactionId() == null || fields.isOrLacks("trade_no", refund.transactionId());
  }

  /** The provider does not promise to tell the time. */
  private static Instant time(Fields fields, Instant now) {
    return fields.has(TIME) ? ChinaTime.instant(fields.text(TIME)) : now;
  }
}
