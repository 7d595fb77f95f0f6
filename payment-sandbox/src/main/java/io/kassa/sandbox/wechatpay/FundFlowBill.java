package io.kassa.sandbox.wechatpay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What moved the merchant's balance on a day, as the CSV that WeChat Pay makes. */
final class FundFlowBill {

  private static final String HEADER =
      "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
  private static final String TOTALS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

  private record Flow(Instant at, String business, String kind, long minor, String voucher) {}

  private final BillDay day;

  FundFlowBill(BillDay day) {
    this.day = day;
  }

  /** The file; empty if nothing moved that day. */
  Optional<String> csv(List<Order> orders) {
    List<Flow> flows = new ArrayList<>();
    orders.forEach(order -> add(order, flows));
    flows.sort(Comparator.comparing(Flow::at));
    List<Flow> today = flows.stream().filter(flow -> day.has(flow.at())).toList();
    if (today.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder csv = new StringBuilder(HEADER).append(Csv.END);
    long balance =
        flows.stream()
            .filter(flow -> BillDay.of(flow.at()).isBefore(day.first()))
            .mapToLong(Flow::minor)
            .sum();
    for (Flow flow : today) {
      balance += flow.minor();
      csv.append(row(flow, balance));
    }
    return Optional.of(csv.append(TOTALS).append(Csv.END).append(totals(today)).toString());
  }

  private static void add(Order order, List<Flow> flows) {
    Optional<Charge> paid = order.charge();
    if (paid.isEmpty()) {
      return;
    }
    Charge charge = paid.get();
    String number = order.terms().key().outTradeNo();
    flows.add(new Flow(charge.at(), charge.transactionId(), "交易", charge.amountMinor(), number));
    long fee = Yuan.fee(charge.amountMinor());
    if (fee > 0) {
      flows.add(new Flow(charge.at(), charge.transactionId(), "扣除交易手续费", -fee, number));
    }
    for (Refund refund : order.refunds()) {
      if (refund.state() == RefundState.SUCCEEDED) {
        flows.add(
            new Flow(
                refund.settledAt(),
                refund.refundId(),
                "退款",
                -refund.amountMinor(),
                refund.refundNo()));
      }
    }
  }

  private static String row(Flow flow, long balance) {
    return Csv.row(
        BillDay.time(flow.at()),
        flow.business(),
        flow.business(),
        flow.kind(),
        flow.kind(),
        flow.minor() > 0 ? "收入" : "支出",
        Yuan.of(Math.abs(flow.minor())),
        Yuan.of(balance),
        "system",
        "",
        flow.voucher());
  }

  private static String totals(List<Flow> flows) {
    List<Flow> in = flows.stream().filter(flow -> flow.minor() > 0).toList();
    List<Flow> out = flows.stream().filter(flow -> flow.minor() < 0).toList();
    return Csv.row(
        Integer.toString(flows.size()),
        Integer.toString(in.size()),
        Yuan.of(in.stream().mapToLong(Flow::minor).sum()),
        Integer.toString(out.size()),
        Yuan.of(-out.stream().mapToLong(Flow::minor).sum()));
  }
}
