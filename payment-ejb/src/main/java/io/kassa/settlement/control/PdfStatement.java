package io.kassa.settlement.control;

import io.kassa.settlement.control.StatementPages.Style;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;

/** A settlement as A4 pages in English and Chinese: the account, the sums, a table of the days. */
public final class PdfStatement {
  /** The right edges of the columns of amounts, points. */
  private static final float[] EDGES = {148, 212, 272, 326, 380, 434, 484, 543};

  private static final String[] HEADS = {
    "Opening", "Payments", "Refunds", "Fees", "Funding", "Paid out", "Other", "Closing"
  };
  private static final float LEADING = 15;
  private static final float SUMS_RIGHT = 330;

  private final Settlement settlement;
  private final StatementPages pages;

  private PdfStatement(Settlement settlement, StatementPages pages) {
    this.settlement = settlement;
    this.pages = pages;
  }

  /** The document, about 15 kB. */
  public static byte[] of(Settlement settlement) {
    try (PDDocument document = new PDDocument()) {
      StatementPages pages = new StatementPages(document, settlement);
      new PdfStatement(settlement, pages).draw();
      pages.finish();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException broken) {
      // everything happens in memory, so this is a broken font or a bug
      throw new UncheckedIOException(broken);
    }
  }

  private void draw() throws IOException {
    head();
    sums();
    pages.advance(LEADING);
    tableHead();
    long balance = settlement.openingMinor();
    for (SettlementDay day : settlement.days()) {
      if (pages.ensure(LEADING)) {
        tableHead();
      }
      long next = balance + day.movements().changeMinor();
      row(day.day().toString(), day, balance, next, Style.SMALL);
      balance = next;
    }
    pages.rule();
    row(
        "Total 合计",
        new SettlementDay(null, settlement.total()),
        settlement.openingMinor(),
        settlement.closingMinor(),
        Style.SMALL_BOLD);
  }

  private void head() throws IOException {
    pages.text("Settlement statement 结算单", Style.TITLE, StatementPages.LEFT);
    pages.advance(26);
    pages.fittedLeft(settlement.merchantName(), Style.NAME);
    pages.advance(18);
    fact("Number 编号", settlement.currency() + "-" + settlement.number());
    fact("Period 期间", settlement.from() + " to 至 " + settlement.to().minusDays(1) + " (UTC)");
    fact("Settlement 结算", settlement.id().toString());
    fact("Account 账户", settlement.payableAccount().toString());
    fact("Made 生成时间", settlement.createdAt().toString());
    pages.advance(10);
  }

  private void fact(String label, String value) throws IOException {
    pages.text(label, Style.MUTED, StatementPages.LEFT);
    pages.text(value, Style.BODY, StatementPages.LEFT + 90);
    pages.advance(LEADING);
  }

  private void sums() throws IOException {
    sum("Opening balance 期初余额", settlement.openingMinor(), Style.BODY);
    for (StatementLine line : StatementLine.values()) {
      sum(line.english() + " " + line.chinese(), line.of(settlement.total()), Style.BODY);
    }
    sum("Closing balance 期末余额", settlement.closingMinor(), Style.BOLD);
    pages.advance(6);
    sum("Due for this settlement 本期净额", settlement.netMinor(), Style.BODY);
    sum("To be paid out 应付金额", settlement.payableMinor(), Style.BOLD);
    if (settlement.netMinor() < 0) {
      pages.text(
          "The merchant owes; the next settlement carries it. 商户欠款，转入下期。",
          Style.MUTED,
          StatementPages.LEFT);
      pages.advance(LEADING);
    }
  }

  private void sum(String label, long minor, Style style) throws IOException {
    pages.text(label, style, StatementPages.LEFT);
    pages.textRight(pages.amount(minor) + " " + settlement.currency(), style, SUMS_RIGHT);
    pages.advance(LEADING);
  }

  private void tableHead() throws IOException {
    pages.text("Day 日期", Style.SMALL_BOLD, StatementPages.LEFT);
    for (int i = 0; i < HEADS.length; i++) {
      pages.textRight(HEADS[i], Style.SMALL_BOLD, EDGES[i]);
    }
    pages.rule();
  }

  private void row(String label, SettlementDay day, long opening, long closing, Style style)
      throws IOException {
    List<Long> amounts = new ArrayList<>();
    amounts.add(opening);
    for (StatementLine line : StatementLine.values()) {
      amounts.add(line.of(day.movements()));
    }
    amounts.add(closing);
    pages.text(label, style, StatementPages.LEFT);
    float left = StatementPages.LEFT + 50;
    for (int i = 0; i < EDGES.length; i++) {
      pages.fittedRight(pages.amount(amounts.get(i)), style, EDGES[i], EDGES[i] - left - 4);
      left = EDGES[i];
    }
    pages.advance(LEADING);
  }
}
