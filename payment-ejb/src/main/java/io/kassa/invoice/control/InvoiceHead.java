package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first page above the table: seller and title, the panel of key facts, buyer and payment. */
record InvoiceHead(InvoiceFacts facts, Sheet sheet) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final float TOP = 66;
  private static final float GAP = 24;
  private static final float HALF = (Sheet.CONTENT - GAP) / 2;
  private static final float SELLER_WIDTH = 268;
  private static final float PAD = 14;

  private record Entry(String label, String value) {}

  void draw() throws IOException {
    float below = Math.max(seller(), title());
    sheet.moveTo(below + 14);
    panel();
    parties();
  }

  private float seller() throws IOException {
    InvoiceFacts.Seller seller = facts.seller();
    float next = sheet.paragraph(seller.legalName(), TextStyle.NAME, Sheet.LEFT, TOP, SELLER_WIDTH);
    if (seller.address() != null) {
      next = sheet.paragraph(seller.address(), TextStyle.NOTE, Sheet.LEFT, next, SELLER_WIDTH);
    }
    if (seller.taxId() != null) {
      String taxId = "Tax ID 税号  " + seller.taxId();
      next = sheet.paragraph(taxId, TextStyle.NOTE, Sheet.LEFT, next, SELLER_WIDTH);
    }
    return next;
  }

  private float title() throws IOException {
    sheet.textRight("Payment invoice", TextStyle.TITLE, Sheet.RIGHT, TOP + 5);
    sheet.textRight("收款凭证", TextStyle.NAME.coloured(TextStyle.ACCENT), Sheet.RIGHT, TOP + 26);
    return TOP + 44;
  }

  private void panel() throws IOException {
    String total =
        facts.currency() + " " + new AmountFormat(facts.currencyDecimals()).of(facts.totalMinor());
    List<Entry> entries =
        List.of(
            new Entry("Invoice no.  编号", facts.number()),
            new Entry("Issued  开具日期", DATE.format(facts.issuedAt())),
            new Entry("Paid  付款日期", DATE.format(facts.confirmedAt())),
            new Entry("Amount paid  实付金额", total));
    float[] lefts = {0, 0.36f, 0.53f, 0.7f, 1};
    List<List<String>> values = new ArrayList<>();
    int most = 1;
    for (int i = 0; i < entries.size(); i++) {
      float width = (lefts[i + 1] - lefts[i]) * Sheet.CONTENT - PAD;
      values.add(sheet.wrap(entries.get(i).value(), TextStyle.VALUE, width - 4));
      most = Math.max(most, values.get(i).size());
    }
    float height = 34 + most * TextStyle.VALUE.leading();
    float top = sheet.y();
    sheet.box(Sheet.LEFT, top, Sheet.CONTENT, height, TextStyle.PANEL);
    sheet.box(Sheet.LEFT, top, 2.5f, height, TextStyle.ACCENT);
    for (int i = 0; i < entries.size(); i++) {
      float x = Sheet.LEFT + lefts[i] * Sheet.CONTENT + PAD;
      sheet.text(entries.get(i).label(), TextStyle.LABEL, x, top + 18);
      float baseline = top + 34;
      for (String line : values.get(i)) {
        sheet.text(line, TextStyle.VALUE, x, baseline);
        baseline += TextStyle.VALUE.leading();
      }
    }
    sheet.moveTo(top + height + 26);
  }

  private void parties() throws IOException {
    float top = sheet.y();
    boolean named = facts.buyer() != null;
    float left = block(named ? "Buyer  购买方" : "Order  订单", leftEntries(), Sheet.LEFT, top);
    float right = block("Payment  支付信息", paymentEntries(), Sheet.LEFT + HALF + GAP, top);
    sheet.moveTo(Math.max(left, right) + 18);
  }

  private List<Entry> leftEntries() {
    List<Entry> entries = new ArrayList<>();
    InvoiceFacts.Buyer buyer = facts.buyer();
    if (buyer != null) {
      entries.add(new Entry("Name 名称", buyer.name()));
      addIfPresent(entries, "Tax ID 税号", buyer.taxId());
      addIfPresent(entries, "Email 邮箱", buyer.email());
    }
    entries.add(new Entry("Order 订单号", facts.orderId()));
    addIfPresent(entries, "For 摘要", facts.description());
    return entries;
  }

  private List<Entry> paymentEntries() {
    return List.of(
        new Entry("Channel 支付方式", channel(facts.channel())),
        new Entry("Paid at 付款时间", time(facts.confirmedAt())),
        new Entry("Confirmation 确认号", facts.confirmationNumber()),
        new Entry("Payment 支付编号", facts.paymentId().toString()));
  }

  private static void addIfPresent(List<Entry> entries, String label, String value) {
    if (value != null && !value.isBlank()) {
      entries.add(new Entry(label, value));
    }
  }

  /** A long description must not push the table off the page: the lines themselves say it all. */
  private static final int MOST_VALUE_LINES = 6;

  private float block(String title, List<Entry> entries, float x, float top) throws IOException {
    sheet.text(title, TextStyle.SECTION, x, top);
    sheet.rule(x, top + 8, HALF, 0.7f, TextStyle.ACCENT);
    float labels = 82;
    float baseline = top + 24;
    for (Entry entry : entries) {
      sheet.text(entry.label(), TextStyle.LABEL, x, baseline);
      List<String> lines = sheet.wrap(entry.value(), TextStyle.BODY, HALF - labels);
      for (int i = 0; i < Math.min(lines.size(), MOST_VALUE_LINES); i++) {
        boolean cut = i == MOST_VALUE_LINES - 1 && lines.size() > MOST_VALUE_LINES;
        sheet.text(lines.get(i) + (cut ? " …" : ""), TextStyle.BODY, x + labels, baseline);
        baseline += TextStyle.BODY.leading();
      }
      baseline += 2;
    }
    return baseline;
  }

  private static String channel(String code) {
    return switch (code) {
      case "WECHAT_PAY" -> "WeChat Pay 微信支付";
      case "ALIPAY" -> "Alipay 支付宝";
      case "BALANCE" -> "Stored-value balance 储值余额";
      case "TEST" -> "Test channel 测试渠道";
      // a channel that is younger than this layout goes by its code
      default -> code;
    };
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
