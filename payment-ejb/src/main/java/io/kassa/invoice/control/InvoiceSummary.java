package io.kassa.invoice.control;

import io.kassa.invoice.control.InvoiceFonts.Weight;
import io.kassa.invoice.control.en16931.ElectronicInvoice;
import io.kassa.invoice.entity.InvoiceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What follows the table: taxes by rate, totals, the amount in words, the code to check it. */
final class InvoiceSummary {
  private static final float TOTALS_WIDTH = 218;
  private static final float TOTALS_LEFT = Sheet.RIGHT - TOTALS_WIDTH;
  private static final float TOTALS_HEIGHT = 92;
  private static final float TAXES_WIDTH = Sheet.CONTENT - TOTALS_WIDTH - 32;
  private static final float TAX_ROW = 15;
  private static final float QR_SIDE = 84;
  private static final float PAD = 14;
  private static final TextStyle GRAND = new TextStyle(Weight.BOLD, 17, TextStyle.ACCENT);
  private static final TextStyle TAX_CELL = new TextStyle(Weight.REGULAR, 8.25f, TextStyle.INK);

  private final InvoiceFacts facts;
  private final Sheet sheet;
  private final AmountFormat amounts;

  InvoiceSummary(InvoiceFacts facts, Sheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
    amounts = new AmountFormat(facts.currencyDecimals());
  }

  void draw() {
    sheet.advance(22);
    sheet.ensure(TOTALS_HEIGHT);
    int page = sheet.pageCount();
    float top = sheet.y();
    totals(top);
    taxes();
    if (sheet.pageCount() == page) {
      sheet.moveTo(Math.max(sheet.y(), top + TOTALS_HEIGHT));
    }
    sheet.advance(18);
    inWords();
    notes();
    sheet.advance(26);
    verification();
  }

  private void totals(float top) {
    boolean included = facts.pricesIncludeTax();
    total(included ? "Net of tax  不含税金额" : "Net  不含税金额", facts.netMinor(), top + 9);
    total(included ? "Tax included  税额" : "Tax  税额", facts.taxMinor(), top + 27);
    sheet.rule(TOTALS_LEFT, top + 40, TOTALS_WIDTH, 0.9f, TextStyle.INK);
    sheet.text(DocumentWords.of(facts).total(), TextStyle.VALUE, TOTALS_LEFT, top + 57);
    String total = facts.currency() + " " + amounts.of(facts.totalMinor());
    sheet.textRight(total, sheet.fitted(total, GRAND, TOTALS_WIDTH), Sheet.RIGHT, top + 80);
  }

  private void total(String label, long amountMinor, float baseline) {
    sheet.text(label, TextStyle.NOTE, TOTALS_LEFT, baseline);
    sheet.textRight(amounts.of(amountMinor), TextStyle.BODY, Sheet.RIGHT, baseline);
  }

  private void taxes() {
    taxHead();
    for (InvoiceFacts.Tax tax : facts.taxes()) {
      if (sheet.ensure(TAX_ROW)) {
        taxHead();
      }
      taxRow(rate(tax), amounts.of(tax.netMinor()), amounts.of(tax.taxMinor()), TAX_CELL);
    }
  }

  private String rate(InvoiceFacts.Tax tax) {
    if (tax.rate().signum() > 0 || exemptions().isEmpty()) {
      return AmountFormat.percent(tax.rate());
    }
    boolean all =
        facts.lines().stream()
            .filter(line -> line.taxRate().signum() == 0)
            .allMatch(line -> line.exemption() != null);
    return all ? "exempt 免税" : "0%, exempt 免税";
  }

  private List<String> exemptions() {
    return facts.lines().stream()
        .map(InvoiceFacts.Line::exemption)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** What the figures do not say: why no tax is due, what two decimals cannot hold. */
  private void notes() {
    List<String> notes = new ArrayList<>();
    exemptions().forEach(reason -> notes.add("Exempt from tax 免税: " + reason));
    if (ElectronicInvoice.isPossible(facts)) {
      ElectronicInvoice.exactTotal(facts).ifPresent(notes::add);
    }
    for (String note : notes) {
      for (String line : sheet.wrap(note, TextStyle.NOTE, Sheet.CONTENT)) {
        sheet.ensure(TextStyle.NOTE.leading());
        sheet.advance(TextStyle.NOTE.leading());
        sheet.text(line, TextStyle.NOTE, Sheet.LEFT, sheet.y());
      }
    }
  }

  private void taxHead() {
    taxRow("Tax rate 税率", "Net 不含税金额", "Tax 税额", TextStyle.LABEL);
    float rule = sheet.y() - TAX_ROW + 14;
    sheet.rule(Sheet.LEFT, rule, TAXES_WIDTH, 0.5f, TextStyle.HAIRLINE);
    sheet.advance(3);
  }

  private void taxRow(String rate, String net, String tax, TextStyle style) {
    float baseline = sheet.y() + 9;
    float third = TAXES_WIDTH * 0.36f;
    sheet.text(rate, style, Sheet.LEFT, baseline);
    sheet.textRight(
        net, sheet.fitted(net, style, third), Sheet.LEFT + TAXES_WIDTH - third, baseline);
    sheet.textRight(tax, sheet.fitted(tax, style, third - 8), Sheet.LEFT + TAXES_WIDTH, baseline);
    sheet.advance(TAX_ROW);
  }

  private void inWords() {
    String chinese =
        AmountInWords.chinese(facts.totalMinor(), facts.currency(), facts.currencyDecimals());
    String english =
        AmountInWords.english(facts.totalMinor(), facts.currency(), facts.currencyDecimals());
    String sentence = Character.toUpperCase(english.charAt(0)) + english.substring(1);
    float width = Sheet.CONTENT - 2 * PAD - 96;
    TextStyle capitals = TextStyle.VALUE.sized(10.5f);
    List<String> first = sheet.wrap(chinese, capitals, width);
    List<String> second = sheet.wrap(sentence, TextStyle.NOTE, width);
    float height =
        first.size() * capitals.leading() + second.size() * TextStyle.NOTE.leading() + 20;
    sheet.ensure(height);
    float top = sheet.y();
    sheet.box(Sheet.LEFT, top, Sheet.CONTENT, height, TextStyle.PANEL);
    sheet.text("Amount in words", TextStyle.LABEL, Sheet.LEFT + PAD, top + 19);
    sheet.text("大写金额", TextStyle.LABEL, Sheet.LEFT + PAD, top + 30);
    float x = Sheet.LEFT + PAD + 96;
    float next = sheet.paragraph(chinese, capitals, x, top + 20, width);
    sheet.paragraph(sentence, TextStyle.NOTE, x, next, width);
    sheet.moveTo(top + height);
  }

  private void verification() {
    float x = Sheet.LEFT + QR_SIDE + 20;
    float width = Sheet.RIGHT - x;
    List<String> url = sheet.wrap(facts.confirmationUrl(), TextStyle.NOTE, width);
    float height = Math.max(QR_SIDE, 54 + url.size() * TextStyle.NOTE.leading());
    sheet.ensure(height);
    float top = sheet.y();
    new QrCode(facts.confirmationUrl()).draw(sheet, Sheet.LEFT, top, QR_SIDE);
    sheet.text("Check this payment  核验此笔付款", TextStyle.SECTION, x, top + 10);
    sheet.text(
        "Scan the code to see the signed confirmation of this payment.",
        TextStyle.NOTE,
        x,
        top + 26);
    sheet.text("扫描二维码，查看该笔付款经签名的确认凭证。", TextStyle.NOTE, x, top + 38);
    sheet.paragraph(
        facts.confirmationUrl(), TextStyle.NOTE.coloured(TextStyle.ACCENT), x, top + 56, width);
    sheet.moveTo(top + height);
  }
}
