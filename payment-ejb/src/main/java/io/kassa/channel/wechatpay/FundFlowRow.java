package io.kassa.channel.wechatpay;

import java.time.Instant;

/**
 * One movement of money on the merchant's account at WeChat Pay.
 *
 * @param at when it was booked
 * @param businessNumber the provider's number of the payment or refund
 * @param flowNumber the provider's number of the movement
 * @param business the provider's words for what it was
 * @param incoming whether the account got it; else it paid it
 * @param amountMinor fen, never negative
 * @param balanceMinor fen on the account afterwards
 */
public record FundFlowRow(
    Instant at,
    String businessNumber,
    String flowNumber,
    String business,
    boolean incoming,
    long amountMinor,
    long balanceMinor) {

  /** The row that a line tells. */
  static FundFlowRow of(BillTable.Line line) {
    String direction = line.text("收支类型");
    if (!direction.equals("收入") && !direction.equals("支出")) {
      throw new MalformedAnswerException("a-direction-is-unknown");
    }
    return new FundFlowRow(
        line.time("记账时间"),
        line.text("微信支付业务单号"),
        line.text("资金流水单号"),
        line.text("业务名称"),
        direction.equals("收入"),
        line.fen("收支金额(元)"),
        line.fen("账户结余(元)"));
  }
}
