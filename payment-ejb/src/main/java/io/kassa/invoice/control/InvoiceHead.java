package io.kassa.invoice.control;

import io.kassa.invoice.entity.Credited;
import io.kassa.invoice.entity.InvoiceFacts;
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
  private static final float BLOCK_HEAD = 24;
  private static final float ENTRY_GAP = 2;

  /** Where the panel's columns begin and end, as parts of its width. */
  private static final float[] PANEL = {0, 0.34f, 0.5f, 0.66f, 1};

  /**
   * Lines shown of a value: more than any real one has, and together less than a page. Of a longer
   * one the end is left out, which an ellipsis shows; the facts keep it.
   */
  private static final int MOST_NAME_LINES = 18;

  private static final int MOST_ID_LINES = 7;
  private static final int MOST_DESCRIPTION_LINES = 4;
  private static final int MOST_SELLER_NAME_LINES = 8;
  private static final int MOST_ADDRESS_LINES = 12;

  /** A label and its value as the lines that will stand. */
  private record Entry(String label, List<String> lines, TextStyle style) {}

  void draw() {
    float below = Math.max(seller(), title());
    sheet.moveTo(below + 14);
    panel();
    parties();
  }

  private float seller() {
    InvoiceFacts.Seller seller = facts.seller();
    float next = sellerText(seller.legalName(), TextStyle.NAME, TOP, MOST_SELLER_NAME_LINES);
    if (seller.address() != null) {
      next = sellerText(seller.address(), TextStyle.NOTE, next, MOST_ADDRESS_LINES);
    }
    if (seller.taxId() != null) {
      next = sellerText("Tax ID 税号  " + seller.taxId(), TextStyle.NOTE, next, MOST_ID_LINES);
    }
    return next;
  }

  private float sellerText(String text, TextStyle style, float baseline, int mostLines) {
    List<String> lines = sheet.shortened(text, style, SELLER_WIDTH, mostLines);
    return sheet.lines(lines, style, Sheet.LEFT, baseline);
  }

  private float title() {
    DocumentWords words = DocumentWords.of(facts);
    sheet.textRight(words.english(), TextStyle.TITLE, Sheet.RIGHT, TOP);
    sheet.textRight(
        words.chinese(), TextStyle.NAME.coloured(TextStyle.ACCENT), Sheet.RIGHT, TOP + 21);
    return TOP + 40;
  }

  private void panel() {
    String total =
        facts.currency() + " " + new AmountFormat(facts.currencyDecimals()).of(facts.totalMinor());
    DocumentWords words = DocumentWords.of(facts);
    Credited credited = facts.credited();
    List<Entry> entries =
        List.of(
            inPanel(0, words.number(), facts.number()),
            inPanel(1, "Issued  开具日期", DATE.format(facts.issuedAt())),
            credited == null
                ? inPanel(2, "Paid  付款日期", DATE.format(facts.confirmedAt()))
                : inPanel(2, "Refunded  退款日期", DATE.format(credited.refundedAt())),
            inPanel(3, words.amount(), total));
    int most = entries.stream().mapToInt(entry -> entry.lines().size()).max().orElseThrow();
    float height = 34 + most * TextStyle.VALUE.leading();
    float top = sheet.y();
    sheet.box(Sheet.LEFT, top, Sheet.CONTENT, height, TextStyle.PANEL);
    sheet.box(Sheet.LEFT, top, 2.5f, height, TextStyle.ACCENT);
    for (int i = 0; i < entries.size(); i++) {
      float x = Sheet.LEFT + PANEL[i] * Sheet.CONTENT + PAD;
      sheet.text(entries.get(i).label(), TextStyle.LABEL, x, top + 18);
      sheet.lines(entries.get(i).lines(), entries.get(i).style(), x, top + 34);
    }
    sheet.moveTo(top + height + 26);
  }

  private Entry inPanel(int column, String label, String value) {
    float width = (PANEL[column + 1] - PANEL[column]) * Sheet.CONTENT - PAD - 4;
    return entry(label, value, TextStyle.VALUE, width, MOST_ID_LINES);
  }

  private void parties() {
    String leftTitle = facts.buyer() == null ? "Order  订单" : "Buyer  购买方";
    List<Entry> left = leftEntries();
    List<Entry> right = rightEntries();
    float height = Math.max(height(left), height(right));
    sheet.ensure(height);
    float top = sheet.y();
    block(leftTitle, left, Sheet.LEFT, top);
    block("Payment  支付信息", right, Sheet.LEFT + HALF + GAP, top);
    sheet.moveTo(top + height + 18);
  }

  private List<Entry> rightEntries() {
    List<Entry> entries = new ArrayList<>();
    Credited credited = facts.credited();
    if (credited != null) {
      String invoice = credited.invoiceNumber() + ", " + DATE.format(credited.invoiceIssuedAt());
      entries.add(inBlock("Invoice 原凭证", invoice, MOST_ID_LINES));
      entries.add(inBlock("Refund 退款编号", credited.refundId().toString(), MOST_ID_LINES));
    }
    entries.add(inBlock("Channel 支付方式", channel(facts.channel()), MOST_ID_LINES));
    entries.add(inBlock("Paid at 付款时间", TIME.format(facts.confirmedAt()), MOST_ID_LINES));
    entries.add(inBlock("Confirmation 确认号", facts.confirmationNumber(), MOST_ID_LINES));
    entries.add(inBlock("Payment 支付编号", facts.paymentId().toString(), MOST_ID_LINES));
    return entries;
  }

  private List<Entry> leftEntries() {
    List<Entry> entries = new ArrayList<>();
    InvoiceFacts.Buyer buyer = facts.buyer();
    if (buyer != null) {
      entries.add(inBlock("Name 抬头", buyer.name(), MOST_NAME_LINES));
      addIfPresent(entries, "Tax ID 税号", buyer.taxId(), MOST_ID_LINES);
      addIfPresent(entries, "Email 邮箱", buyer.email(), MOST_ID_LINES);
    }
    entries.add(inBlock("Order 订单号", facts.orderId(), MOST_ID_LINES));
    // the lines of the table say what was bought; the description only names the payment
    addIfPresent(entries, "For 摘要", facts.description(), MOST_DESCRIPTION_LINES);
    return entries;
  }

  private void addIfPresent(List<Entry> entries, String label, String value, int mostLines) {
    if (value != null && !value.isBlank()) {
      entries.add(inBlock(label, value, mostLines));
    }
  }

  private Entry inBlock(String label, String value, int mostLines) {
    return entry(label, value, TextStyle.BODY, HALF - LABELS, mostLines);
  }

  private Entry entry(String label, String value, TextStyle style, float width, int mostLines) {
    List<String> lines = sheet.shortened(value, style, width, mostLines);
    TextStyle tighter = sheet.fitted(value, style, width);
    // a little smaller looks better than a second line, much smaller does not
    if (lines.size() > 1 && value.lines().count() == 1 && tighter.size() > 0.85f * style.size()) {
      return new Entry(label, List.of(value), tighter);
    }
    return new Entry(label, lines, style);
  }

  private static float height(List<Entry> entries) {
    float height = BLOCK_HEAD;
    for (Entry entry : entries) {
      height += entry.lines().size() * entry.style().leading() + ENTRY_GAP;
    }
    return height;
  }

  private void block(String title, List<Entry> entries, float x, float top) {
    sheet.text(title, TextStyle.SECTION, x, top);
    sheet.rule(x, top + 8, HALF, 0.7f, TextStyle.ACCENT);
    float baseline = top + BLOCK_HEAD;
    for (Entry entry : entries) {
      sheet.text(entry.label(), TextStyle.LABEL, x, baseline);
      baseline = sheet.lines(entry.lines(), entry.style(), x + LABELS, baseline) + ENTRY_GAP;
    }
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
}
