package io.kassa.invoice.control;

import io.kassa.invoice.control.InvoiceFonts.Weight;
import io.kassa.invoice.entity.InvoiceFacts;

/** What every page carries: the bar, the mark of a test, the running head and the foot. */
record InvoiceFurniture(InvoiceFacts facts) implements Sheet.Furniture {
  private static final float BAR = 6;
  private static final float TEST_BAR = 22;
  private static final float FOOT = Sheet.HEIGHT - 58;
  private static final TextStyle WATERMARK = new TextStyle(Weight.BOLD, 118, TextStyle.PALE_ALARM);
  private static final TextStyle TEST_NOTE = new TextStyle(Weight.BOLD, 8.5f, TextStyle.WHITE);

  @Override
  public void begin(Sheet sheet, int page) {
    if (facts.test()) {
      sheet.turnedText("TEST 测试", WATERMARK, Sheet.WIDTH / 2, Sheet.HEIGHT / 2, 52);
      sheet.box(0, 0, Sheet.WIDTH, TEST_BAR, TextStyle.ALARM);
      sheet.text("TEST 测试", TEST_NOTE, Sheet.LEFT, 14.5f);
      sheet.textRight(
          "Not a real payment, no money was moved.  非真实交易，未发生资金划转。", TEST_NOTE, Sheet.RIGHT, 14.5f);
    } else {
      sheet.box(0, 0, Sheet.WIDTH, BAR, TextStyle.ACCENT);
    }
    if (page > 1) {
      runningHead(sheet);
    }
  }

  private void runningHead(Sheet sheet) {
    DocumentWords words = DocumentWords.of(facts);
    String number = words.english() + " " + words.chinese() + "  " + facts.number();
    float room = Sheet.CONTENT / 2 - 8;
    String seller = sheet.shortened(facts.seller().legalName(), TextStyle.NOTE, room, 1).get(0);
    sheet.text(seller, TextStyle.NOTE, Sheet.LEFT, 50);
    TextStyle style = sheet.fitted(number, TextStyle.NOTE.coloured(TextStyle.INK), room);
    sheet.textRight(number, style, Sheet.RIGHT, 50);
    sheet.rule(Sheet.LEFT, 60, Sheet.CONTENT, 0.5f, TextStyle.HAIRLINE);
  }

  @Override
  public void end(Sheet sheet, int page, int pages) {
    sheet.rule(Sheet.LEFT, FOOT, Sheet.CONTENT, 0.5f, TextStyle.HAIRLINE);
    DocumentWords words = DocumentWords.of(facts);
    sheet.text(words.foot(), TextStyle.FINE, Sheet.LEFT, FOOT + 13);
    sheet.text(words.chineseFoot(), TextStyle.FINE, Sheet.LEFT, FOOT + 24);
    sheet.textRight("Page " + page + " of " + pages, TextStyle.FINE, Sheet.RIGHT, FOOT + 13);
    sheet.textRight("第 " + page + " 页，共 " + pages + " 页", TextStyle.FINE, Sheet.RIGHT, FOOT + 24);
  }
}
