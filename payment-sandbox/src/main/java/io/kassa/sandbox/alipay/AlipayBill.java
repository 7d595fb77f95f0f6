package io.kassa.sandbox.alipay;

import io.kassa.sandbox.bill.BillDay;
import io.kassa.sandbox.bill.Yuan;
import io.kassa.sandbox.books.Charge;
import io.kassa.sandbox.books.Order;
import io.kassa.sandbox.books.Refund;
import io.kassa.sandbox.books.RefundState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bill of trades: a zip with the details and the summary, both CSV in GBK. */
final class AlipayBill {

  private static final Charset GBK = Charset.forName("GBK");
  private static final String END = "\r\n";
  private static final String COLUMNS =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,"
          + "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";
  private static final String SUMMARY_COLUMNS =
      "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,"
          + "商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";
  private static final String FRAME = "#-----------------------------------------";
  private static final String FRAME_END = "----------------------------------------";

  private final BillDay day;
  private final String account;
  private final List<String> rows = new ArrayList<>();
  private int payments;
  private int refunds;
  private long netMinor;
  private long feeMinor;

  AlipayBill(BillDay day, String account) {
    this.day = day;
    this.account = account;
  }

  /** The file. */
  byte[] zip(List<Order> orders) {
    orders.forEach(this::add);
    String name = account + "_" + day.first().toString().replace("-", "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, GBK)) {
      entry(zip, name + "_业务明细.csv", details());
      entry(zip, name + "_业务明细(汇总).csv", summary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String csv) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(csv.getBytes(GBK));
    zip.closeEntry();
  }

  private void add(Order order) {
    order
        .charge()
        .filter(charge -> day.has(charge.at()))
        .ifPresent(charge -> payment(order, charge));
    order.refunds().stream()
        .filter(refund -> refund.state() == RefundState.SUCCEEDED && day.has(refund.settledAt()))
        .forEach(refund -> refund(order, refund));
  }

  private void payment(Order order, Charge charge) {
    payments++;
    row(order, "交易", charge.at(), charge.amountMinor(), "");
  }

  private void refund(Order order, Refund refund) {
    refunds++;
    row(order, "退款", refund.settledAt(), -refund.amountMinor(), refund.refundNo());
  }

  private void row(Order order, String kind, Instant at, long minor, String refundNo) {
    long fee = minor < 0 ? Yuan.fee(-minor) : -Yuan.fee(minor);
    netMinor += minor;
    feeMinor += fee;
    String none = "0.00";
    rows.add(
        String.join(
            ",",
            order.transactionId().orElse("") + "\t",
            order.terms().key().outTradeNo() + "\t",
            kind + "\t",
            order.terms().description().replace(',', ' '),
            BillDay.time(order.createdAt()),
            BillDay.time(at),
            "\t",
            "\t",
            "\t",
            "\t",
            "*沙箱(san***@sandbox.example)\t",
            Yuan.of(minor),
            Yuan.of(minor),
            none,
            none,
            none,
            none,
            none,
            "",
            none + "\t",
            none,
            refundNo + "\t",
            Yuan.of(fee),
            none,
            ""));
  }

  private String details() {
    return head("业务明细")
        + FRAME
        + "业务明细列表"
        + FRAME_END
        + END
        + COLUMNS
        + END
        + String.join("", rows.stream().map(row -> row + END).toList())
        + FRAME
        + "业务明细列表结束"
        + FRAME_END
        + END
        + "#交易合计：%d笔，商家实收共%s元%s".formatted(payments, Yuan.of(netMinor), END)
        + "#退款合计：%d笔%s".formatted(refunds, END);
  }

  private String summary() {
    String net = Yuan.of(netMinor);
    return head("业务汇总")
        + FRAME
        + "业务汇总列表"
        + FRAME_END
        + END
        + SUMMARY_COLUMNS
        + END
        + "合计\t,\t,%d,%d,%s,%s,0.00,0.00,0.00,%s,0.00,%s%s"
            .formatted(
                payments, refunds, net, net, Yuan.of(feeMinor), Yuan.of(netMinor + feeMinor), END)
        + FRAME
        + "业务汇总列表结束"
        + FRAME_END
        + END;
  }

  private String head(String kind) {
    return "#支付宝%s查询%s#账号：[%s]%s#起始日期：[%s 00:00:00]   终止日期：[%s 00:00:00]%s"
        .formatted(
            kind, END, account, END, chinese(day.first()), chinese(day.last().plusDays(1)), END);
  }

  private static String chinese(java.time.LocalDate date) {
    return "%d年%02d月%02d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }
}
