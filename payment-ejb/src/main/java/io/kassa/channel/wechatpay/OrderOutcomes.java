package io.kassa.channel.wechatpay;

import io.kassa.channel.ChannelOrder;
import io.kassa.channel.ChannelOutcome;
import io.kassa.channel.ChannelOutcome.Absent;
import io.kassa.channel.ChannelOutcome.Closed;
import io.kassa.channel.ChannelOutcome.Paid;
import io.kassa.channel.ChannelOutcome.Pending;
import io.kassa.channel.ChannelOutcome.Unknown;

/** What the provider's words about an order mean. */
final class OrderOutcomes {
  /** What fits into the books; the provider's own numbers have 32 characters. */
  static final int LONGEST_NUMBER = 64;

  private static final int NOT_FOUND = 404;

  private OrderOutcomes() {}

  /** The answer to a question about an order of ours. */
  static ChannelOutcome ofQuery(Account account, ChannelOrder order, Answer answer) {
    if (answer instanceof Answer.Nothing nothing) {
      return new Unknown(nothing.reason());
    }
    Answer.Believed believed = (Answer.Believed) answer;
    if (believed.isSuccess()) {
      return ofTransaction(account, order, believed);
    }
    return believed.status() == NOT_FOUND && believed.code().equals("ORDER_NOT_EXIST")
        ? new Absent()
        : new Unknown(believed.code());
  }

  private static ChannelOutcome ofTransaction(
      Account account, ChannelOrder order, Answer.Believed believed) {
    try {
      JsonAnswer transaction = believed.json();
      if (!order.number().equals(transaction.text("out_trade_no"))) {
        return new Unknown("order-mismatch");
      }
      ChannelOutcome outcome = ofTransaction(account, transaction);
      return outcome instanceof Paid paid ? ofPaid(order, paid) : outcome;
    } catch (MalformedAnswerException malformed) {
      return new Unknown("malformed-answer");
    }
  }

  private static ChannelOutcome ofPaid(ChannelOrder order, Paid paid) {
    if (!paid.currency().equals(order.currency())) {
      return new Unknown("currency-mismatch");
    }
    return paid.amountMinor() == order.amountMinor() ? paid : new Unknown("amount-mismatch");
  }

  /**
   * A transaction, whoever's order it is; the amount is not compared with anything.
   *
   * @throws MalformedAnswerException if it is none
   */
  static ChannelOutcome ofTransaction(Account account, JsonAnswer transaction) {
    if (!account.mchid().equals(transaction.text("mchid"))) {
      return new Unknown("mchid-mismatch");
    }
    String appId = transaction.textOrNull("appid");
    if (appId != null && !account.appId().equals(appId)) {
      return new Unknown("appid-mismatch");
    }
    String state = transaction.text("trade_state");
    return switch (state) {
      case "SUCCESS", "REFUND" ->
          // of a payment that nobody's app took nothing could be matched
          appId == null ? new Unknown("appid-missing") : paid(transaction);
      // a failed try leaves the order open; USERPAYING, ACCEPT and PAYERROR are other scenes' words
      case "NOTPAY", "USERPAYING", "ACCEPT", "PAYERROR" -> new Pending(null);
      case "CLOSED" -> new Closed(state);
      // REVOKED is a reversed code payment, which none of our scenes makes
      default -> new Unknown("trade-state-unexpected");
    };
  }

  private static Paid paid(JsonAnswer transaction) {
    JsonAnswer amount = transaction.object("amount");
    long total = amount.integer("total");
    if (total <= 0) {
      throw new MalformedAnswerException("total-is-not-positive");
    }
    return new Paid(
        transaction.identifier("transaction_id", LONGEST_NUMBER),
        total,
        currency(amount),
        transaction.time("success_time"));
  }

  /** The member may be left out by a domestic merchant's account, which knows one currency. */
  static String currency(JsonAnswer amount) {
    String currency = amount.textOrNull("currency");
    return currency == null ? RequestBodies.CURRENCY : currency;
  }
}
