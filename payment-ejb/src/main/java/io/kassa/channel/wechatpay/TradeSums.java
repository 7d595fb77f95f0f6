package io.kassa.channel.wechatpay;

import io.kassa.channel.BillRow;
import io.kassa.channel.wechatpay.BillTable.Line;

/**
 * What a bill's lines add up to, held against the line of sums at its end. Whether refunds count as
 * orders the provider's document does not say, so either number is taken; the money has to fit.
 */
final class TradeSums {
  private static final String COUNT = "总交易单数";
  private static final String PAID = "订单总金额";
  private static final String REFUNDED = "申请退款总金额";

  private long payments;
  private long refunds;
  private long paidFen;
  private long refundedFen;

  void add(BillRow row) {
    switch (row.kind()) {
      case PAYMENT -> {
        payments++;
        paidFen = Math.addExact(paidFen, row.amountMinor());
      }
      case REFUND -> {
        refunds++;
        refundedFen = Math.addExact(refundedFen, row.amountMinor());
      }
    }
  }

  /**
   * Compares what the bill has; an older format has fewer sums.
   *
   * @throws MalformedAnswerException if they do not fit
   */
  void check(Line sums) {
    String count = sums.has(COUNT) ? sums.text(COUNT) : Long.toString(payments);
    boolean counted =
        count.equals(Long.toString(payments + refunds)) || count.equals(Long.toString(payments));
    if (!counted || !fits(sums, PAID, paidFen) || !fits(sums, REFUNDED, refundedFen)) {
      throw new MalformedAnswerException("the-sums-do-not-fit");
    }
  }

  private static boolean fits(Line sums, String column, long fen) {
    return !sums.has(column) || sums.fen(column) == fen;
  }
}
