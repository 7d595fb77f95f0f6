package io.kassa.channel.alipay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;
import java.time.Instant;

/** What the provider's words about an order mean. */
final class OrderOutcomes {
  static final String NUMBER = "out_trade_no";

  private static final String AMOUNT = "total_amount";

  private OrderOutcomes() {}

  /**
   * The answer to a question about an order of ours.
   *
   * @param now stands in for a payment's time, which the provider does not promise to tell
   */
  static ChannelOutcome ofQuery(ChannelOrder order, Answer answer, Instant now) {
    if (answer instanceof Answer.Nothing nothing) {
      return new Unknown(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    Fields fields = believed.fields();
    // a refusal does not always name the order
    if (believed.isSuccess()
        ? !fields.is(NUMBER, order.number())
        : !fields.isOrLacks(NUMBER, order.number())) {
      return new Unknown("order-mismatch");
    }
    if (!believed.isSuccess()) {
      return believed.saysNoTrade() ? new Absent() : new Unknown(believed.code());
    }
    try {
      return matched(order, fields, ofTrade(fields, fields.textOrNull("send_pay_date"), now));
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  private static ChannelOutcome matched(ChannelOrder order, Fields fields, ChannelOutcome outcome) {
    boolean sameAmount =
        !fields.has(AMOUNT) || Yuan.fen(fields.text(AMOUNT)) == order.amountMinor();
    return sameAmount ? outcome : new Unknown("amount-mismatch");
  }

  /**
   * A trade, whoever's order it is; the amount is not compared with anything.
   *
   * @param paidAt as the provider wrote it; may be null
   * @param now stands in for it
   * @throws MalformedAnswerException if it is none
   */
  static ChannelOutcome ofTrade(Fields trade, String paidAt, Instant now) {
    if (!trade.isOrLacks("trans_currency", Yuan.CURRENCY)) {
      return new Unknown("currency-mismatch");
    }
    String state = trade.text("trade_status");
    return switch (state) {
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(trade, paidAt, now);
      case "WAIT_BUYER_PAY" -> new Pending(null);
      // nobody paid in time, or all of it went back: either way no money is there
      case "TRADE_CLOSED" -> new Closed(state);
      default -> new Unknown("trade-status-unexpected");
    };
  }

  private static Paid paid(Fields trade, String paidAt, Instant now) {
    long total = Yuan.fen(trade.text(AMOUNT));
    if (total <= 0) {
      throw new MalformedAnswerException("total-is-not-positive");
    }
    return new Paid(
        trade.number("trade_no"),
        total,
        Yuan.CURRENCY,
        paidAt == null ? now : ChinaTime.instant(paidAt));
  }
}
