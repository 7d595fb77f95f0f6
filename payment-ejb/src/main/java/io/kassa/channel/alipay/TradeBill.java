package io.kassa.channel.alipay;

import io.kassa.channel.BillRow;
import io.kassa.channel.alipay.BillTable.Line;

/**
 * Reads a line of the bill of trades. The bill is of the merchant's account: it has the orders of
 * all apps that use it.
 */
final class TradeBill {
  private static final String AMOUNT = "订单金额(元)";

  private TradeBill() {}

  /**
   * The row that a line tells.
   *
   * @throws MalformedAnswerException if it tells none
   */
  static BillRow row(Line line) {
    String kind = line.text("业务类型");
    return switch (kind) {
      case "交易" -> row(line, BillRow.Kind.PAYMENT, kind, null, line.text(AMOUNT));
      case "退款" ->
          row(line, BillRow.Kind.REFUND, kind, refundNumber(line), positive(line.text(AMOUNT)));
      default -> throw new MalformedAnswerException("a-kind-is-unknown");
    };
  }

  private static BillRow row(
      Line line, BillRow.Kind kind, String state, String refundNumber, String yuan) {
    return new BillRow(
        kind,
        line.text("支付宝交易号"),
        line.text("商户订单号"),
        refundNumber,
        // what the payer owed; the received amount leaves discounts out
        Yuan.fen(yuan),
        Yuan.CURRENCY,
        state,
        ChinaTime.instant(line.text("完成时间")));
  }

  private static String refundNumber(Line line) {
    String number = line.text("退款批次号/请求号");
    return number.isEmpty() ? null : number;
  }

  /** A refund's amount has a minus sign. */
  private static String positive(String yuan) {
    return yuan.startsWith("-") ? yuan.substring(1) : yuan;
  }
}
