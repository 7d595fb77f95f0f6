package io.kassa.channel.wechatpay;

import io.kassa.channel.BillRow;
import io.kassa.channel.wechatpay.BillTable.Line;

/**
 * Reads a line of the bill of all trades. The bill is of the merchant number: it has the orders of
 * all apps and programs that use it.
 */
final class TradeBill {
  private static final String STATE = "交易状态";
  private static final String REFUND_STATE = "退款状态";

  /** What stands in a payment's columns about a refund. */
  private static final String NONE = "0";

  private TradeBill() {}

  /**
   * The row that a line tells.
   *
   * @throws MalformedAnswerException if it tells none, or another merchant's
   */
  static BillRow row(Account account, Line line) {
    if (!account.mchid().equals(line.text("商户号"))) {
      throw new MalformedAnswerException("another-merchant");
    }
    String state = line.text(STATE);
    // REVOKED is a code payment that was taken back: money that went, too
    boolean isPayment = state.equals("SUCCESS");
    if (!isPayment && !state.equals("REFUND") && !state.equals("REVOKED")) {
      throw new MalformedAnswerException("a-state-is-unknown");
    }
    return isPayment ? payment(line, state) : refund(line, state);
  }

  private static BillRow payment(Line line, String state) {
    return new BillRow(
        BillRow.Kind.PAYMENT,
        line.text("微信订单号"),
        line.text("商户订单号"),
        null,
        // what the payer owed; the settled amount leaves coupons out
        line.fen("订单金额", "总金额", "应结订单金额"),
        line.text("货币种类"),
        state,
        line.time("交易时间"));
  }

  private static BillRow refund(Line line, String state) {
    String number = line.text("商户退款单号");
    String refundState = line.text(REFUND_STATE);
    return new BillRow(
        BillRow.Kind.REFUND,
        line.text("微信订单号"),
        line.text("商户订单号"),
        number.isEmpty() || number.equals(NONE) ? null : number,
        line.fen("申请退款金额", "退款金额"),
        line.text("货币种类"),
        refundState.isEmpty() ? state : refundState,
        line.time("交易时间"));
  }
}
