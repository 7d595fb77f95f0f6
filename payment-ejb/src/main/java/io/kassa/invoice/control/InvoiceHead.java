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

  private static final float LABELS = 76;

  /** Enough for every name and id; a longer one would push the table off the page. */
  private static final int MOST_LINES = 20;

  /** The lines of the table say what was bought; the description only names the payment. */
  private static final int MOST_DESCRIPTION_LINES = 4;

  private record Entry(String label, String value, int mostLines) {
    Entry(String label, String value) {
      this(label, value, MOST_LINES);
    }
  }

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
    sheet.textRight("Payment invoice", TextStyle.TITLE, Sheet.RIGHT, TOP);
    sheet.textRight("收款凭证", TextStyle.NAME.coloured(TextStyle.ACCENT), Sheet.RIGHT, TOP + 21);
    return TOP + 40;
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
    float[] lefts = {0, 0.34f, 0.5f, 0.66f, 1};
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
    if (facts.description() != null && !facts.description().isBlank()) {
      entries.add(new Entry("For 摘要", facts.description(), MOST_DESCRIPTION_LINES));
    }
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

  private float block(String title, List<Entry> entries, float x, float top) throws IOException {
    sheet.text(title, TextStyle.SECTION, x, top);
    sheet.rule(x, top + 8, HALF, 0.7f, TextStyle.ACCENT);
    float width = HALF - LABELS;
    float baseline = top + 24;
    for (Entry entry : entries) {
      sheet.text(entry.label(), TextStyle.LABEL, x, baseline);
      TextStyle style = TextStyle.BODY;
      TextStyle tighter = sheet.fitted(entry.value(), style, width);
      // a little smaller looks better than a second line, much smaller does not
      if (tighter.size() > 0.85f * style.size()) {
        style = tighter;
      }
      for (String line : sheet.shortened(entry.value(), style, width, entry.mostLines())) {
        sheet.text(line, style, x + LABELS, baseline);
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
