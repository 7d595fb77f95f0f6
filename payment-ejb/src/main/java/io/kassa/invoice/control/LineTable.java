package io.kassa.invoice.control;

import io.kassa.invoice.control.InvoiceFonts.Weight;
import io.kassa.invoice.entity.InvoiceFacts;
import java.util.List;
import java.util.function.Function;

/**
 * The lines. Numbers get the width they need and the description the rest; numbers too wide for
 * that shrink. The head is repeated on every page; a row moves to the next page whole unless it is
 * longer than a page.
 */
final class LineTable {
  private static final float INDEX_WIDTH = 22;
  private static final float GUTTER = 14;
  private static final float NARROWEST_DESCRIPTION = 150;
  private static final float PAD = 7;
  private static final float HEAD = 30;
  private static final TextStyle HEADING = new TextStyle(Weight.BOLD, 7.5f, TextStyle.INK);

  private record Column(String english, String chinese, List<String> cells, boolean strong) {
    TextStyle style(float scale) {
      TextStyle style = strong ? TextStyle.VALUE : TextStyle.BODY;
      return style.sized(style.size() * scale);
    }
  }

  private final InvoiceFacts facts;
  private final Sheet sheet;
  private final List<Column> columns;
  private final float[] rights;
  private final float scale;
  private final float descriptionWidth;

  LineTable(InvoiceFacts facts, Sheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
    columns = columns();
    float natural = 0;
    for (Column column : columns) {
      natural += cellWidth(column, 1) + GUTTER;
    }
    float room = Sheet.CONTENT - INDEX_WIDTH - NARROWEST_DESCRIPTION;
    float gutters = GUTTER * columns.size();
    scale = natural <= room ? 1 : (room - gutters) / (natural - gutters);
    rights = new float[columns.size()];
    float right = Sheet.RIGHT;
    for (int i = columns.size() - 1; i >= 0; i--) {
      rights[i] = right;
      right -= Math.max(cellWidth(columns.get(i), scale), headWidth(columns.get(i))) + GUTTER;
    }
    descriptionWidth = right - Sheet.LEFT - INDEX_WIDTH;
  }

  private List<Column> columns() {
    AmountFormat amounts = new AmountFormat(facts.currencyDecimals());
    AmountFormat whole = new AmountFormat(0);
    String code = facts.currency();
    return List.of(
        column("Qty", "数量", line -> whole.of(line.quantity()), false),
        column(
            facts.pricesIncludeTax() ? "Unit price" : "Unit price, net",
            facts.pricesIncludeTax() ? "含税单价" : "不含税单价",
            line -> amounts.of(line.unitAmountMinor()),
            false),
        column("Tax rate", "税率", LineTable::rate, false),
        column("Tax", "税额", line -> amounts.of(line.taxMinor()), false),
        column("Amount " + code, "金额", line -> amounts.of(line.grossMinor()), true));
  }

  private static String rate(InvoiceFacts.Line line) {
    return line.exemption() == null ? AmountFormat.percent(line.taxRate()) : "exempt 免税";
  }

  private Column column(
      String english, String chinese, Function<InvoiceFacts.Line, String> cell, boolean strong) {
    return new Column(english, chinese, facts.lines().stream().map(cell).toList(), strong);
  }

  private float cellWidth(Column column, float scale) {
    float widest = 0;
    for (String cell : column.cells()) {
      widest = Math.max(widest, sheet.width(cell, column.style(scale)));
    }
    return widest;
  }

  private float headWidth(Column column) {
    return Math.max(
        sheet.width(column.english(), HEADING), sheet.width(column.chinese(), TextStyle.LABEL));
  }

  void draw() {
    sheet.ensure(HEAD + 2 * TextStyle.BODY.leading());
    head();
    for (int i = 0; i < facts.lines().size(); i++) {
      row(i);
    }
    sheet.rule(Sheet.LEFT, sheet.y(), Sheet.CONTENT, 0.9f, TextStyle.INK);
  }

  private void head() {
    float top = sheet.y();
    float descriptionLeft = Sheet.LEFT + INDEX_WIDTH;
    sheet.text("#", HEADING, Sheet.LEFT, top + 9);
    sheet.text("Description", HEADING, descriptionLeft, top + 9);
    sheet.text("项目", TextStyle.LABEL, descriptionLeft, top + 20);
    for (int i = 0; i < rights.length; i++) {
      sheet.textRight(columns.get(i).english(), HEADING, rights[i], top + 9);
      sheet.textRight(columns.get(i).chinese(), TextStyle.LABEL, rights[i], top + 20);
    }
    sheet.rule(Sheet.LEFT, top + HEAD - 2, Sheet.CONTENT, 0.9f, TextStyle.INK);
    sheet.moveTo(top + HEAD);
  }

  private void row(int index) {
    List<String> lines =
        sheet.wrap(description(facts.lines().get(index)), TextStyle.BODY, descriptionWidth);
    float leading = TextStyle.BODY.leading();
    float height = lines.size() * leading + 2 * PAD;
    float wholePage = Sheet.BOTTOM - Sheet.NEXT_PAGE_TOP - HEAD;
    // a row longer than a page begins where it is, if only some lines of it fit there
    if (sheet.ensure(height <= wholePage ? height : 3 * leading + 2 * PAD)) {
      head();
    } else if (index > 0) {
      sheet.rule(Sheet.LEFT, sheet.y(), Sheet.CONTENT, 0.5f, TextStyle.HAIRLINE);
    }
    sheet.advance(PAD);
    cells(index, sheet.y() + TextStyle.BODY.size());
    for (String line : lines) {
      if (sheet.ensure(leading + PAD)) {
        head();
        sheet.advance(PAD);
      }
      sheet.text(line, TextStyle.BODY, Sheet.LEFT + INDEX_WIDTH, sheet.y() + TextStyle.BODY.size());
      sheet.advance(leading);
    }
    sheet.advance(PAD);
  }

  private String description(InvoiceFacts.Line line) {
    if (line.discountMinor() == 0) {
      return line.description();
    }
    AmountFormat amounts = new AmountFormat(facts.currencyDecimals());
    return line.description() + "\nDiscount 折扣  " + amounts.of(-line.discountMinor());
  }

  private void cells(int index, float baseline) {
    sheet.text(Integer.toString(index + 1), TextStyle.NOTE, Sheet.LEFT, baseline);
    for (int i = 0; i < rights.length; i++) {
      Column column = columns.get(i);
      sheet.textRight(column.cells().get(index), column.style(scale), rights[i], baseline);
    }
  }
}
