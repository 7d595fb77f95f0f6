package io.kassa.settlement.control;

import io.kassa.money.CurrencyCode;
import io.kassa.settlement.entity.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The pages of a statement being drawn; lengths are points, y counts from the top. */
final class StatementPages {
  static final float LEFT = 52;
  private static final float RIGHT = PDRectangle.A4.getWidth() - 52;
  private static final float HEIGHT = PDRectangle.A4.getHeight();
  private static final float TOP = 72;
  private static final float BOTTOM = HEIGHT - 72;
  private static final char MISSING = '□';
  private static final int INK = 0x16202B;
  private static final int GREY = 0x66717E;
  private static final int ALARM = 0xB3261E;

  private enum Weight {
    REGULAR,
    BOLD
  }

  /** How text looks. */
  enum Style {
    TITLE(Weight.BOLD, 20, INK),
    NAME(Weight.BOLD, 12, INK),
    BODY(Weight.REGULAR, 9, INK),
    BOLD(Weight.BOLD, 9, INK),
    MUTED(Weight.REGULAR, 9, GREY),
    SMALL(Weight.REGULAR, 7.5f, INK),
    SMALL_BOLD(Weight.BOLD, 7.5f, INK),
    FINE(Weight.REGULAR, 7, GREY),
    TEST(Weight.BOLD, 8.5f, ALARM);

    private final Weight weight;
    private final float size;
    private final int colour;

    Style(Weight weight, float size, int colour) {
      this.weight = weight;
      this.size = size;
      this.colour = colour;
    }
  }

  private final PDDocument document;
  private final Settlement settlement;
  private final int decimals;
  private final Map<Weight, PDType0Font> fonts = new EnumMap<>(Weight.class);
  private final List<PDPageContentStream> pages = new ArrayList<>();
  private PDPageContentStream page;
  private float y;

  StatementPages(PDDocument document, Settlement settlement) throws IOException {
    this.document = document;
    this.settlement = settlement;
    decimals = CurrencyCode.of(settlement.currency()).decimals();
    fonts.put(Weight.REGULAR, font("NotoSansSC-Regular.ttf"));
    fonts.put(Weight.BOLD, font("NotoSansSC-Bold.ttf"));
    describe();
    begin();
  }

  private PDType0Font font(String resource) throws IOException {
    try (InputStream in =
        StatementPages.class.getResourceAsStream("/io/kassa/invoice/fonts/" + resource)) {
      return PDType0Font.load(document, in, true);
    }
  }

  /** The same settlement gives the same bytes: no clock is read. */
  private void describe() {
    Calendar made = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    made.setTimeInMillis(settlement.createdAt().toEpochMilli());
    document.getDocumentInformation().setTitle("Settlement statement " + settlement.id());
    document.getDocumentInformation().setCreator("Kassa");
    document.getDocumentInformation().setCreationDate(made);
    document.getDocumentInformation().setModificationDate(made);
    document.setDocumentId(settlement.id().getLeastSignificantBits());
    document.getDocumentCatalog().setLanguage("en");
  }

  private void begin() throws IOException {
    PDPage added = new PDPage(PDRectangle.A4);
    document.addPage(added);
    page = new PDPageContentStream(document, added);
    pages.add(page);
    y = 40;
    if (settlement.test()) {
      text("TEST 测试  No money was moved. 未发生资金划转。", Style.TEST, LEFT);
    }
    y = TOP;
  }

  void advance(float height) {
    y += height;
  }

  /** Begins a page unless this much height is left; true if it did. */
  boolean ensure(float height) throws IOException {
    if (y + height <= BOTTOM) {
      return false;
    }
    begin();
    return true;
  }

  void text(String text, Style style, float x) throws IOException {
    show(printable(text, style), style, style.size, x);
  }

  void textRight(String text, Style style, float right) throws IOException {
    text(text, style, right - width(text, style));
  }

  /** As {@link #textRight}, smaller if the text would be wider than this. */
  void fittedRight(String text, Style style, float right, float room) throws IOException {
    float natural = width(text, style);
    float scale = Math.min(1, room / natural);
    show(printable(text, style), style, style.size * scale, right - natural * scale);
  }

  /** A text from the left edge, smaller if it would be wider than the page. */
  void fittedLeft(String text, Style style) throws IOException {
    float scale = Math.min(1, (RIGHT - LEFT) / width(text, style));
    show(printable(text, style), style, style.size * scale, LEFT);
  }

  void rule() throws IOException {
    page.setLineWidth(0.5f);
    page.moveTo(LEFT, HEIGHT - y - 4);
    page.lineTo(RIGHT, HEIGHT - y - 4);
    page.stroke();
    advance(16);
  }

  /** Minor units with the currency's decimals and a comma between thousands. */
  String amount(long minor) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", BigDecimal.valueOf(minor, decimals));
  }

  void finish() throws IOException {
    for (int i = 0; i < pages.size(); i++) {
      page = pages.get(i);
      y = HEIGHT - 40;
      textRight("Page " + (i + 1) + " of " + pages.size(), Style.FINE, RIGHT);
      text(
          "Balances are those of the ledger at the begin of the first day and after the last.",
          Style.FINE,
          LEFT);
      page.close();
    }
  }

  private void show(String text, Style style, float size, float x) throws IOException {
    page.beginText();
    page.setFont(fonts.get(style.weight), size);
    page.setNonStrokingColor(
        (style.colour >> 16 & 0xFF) / 255f,
        (style.colour >> 8 & 0xFF) / 255f,
        (style.colour & 0xFF) / 255f);
    page.newLineAtOffset(x, HEIGHT - y);
    page.showText(text);
    page.endText();
  }

  private float width(String text, Style style) throws IOException {
    return fonts.get(style.weight).getStringWidth(printable(text, style)) * style.size / 1000;
  }

  /** The text with a box for every character that the font lacks. */
  private String printable(String text, Style style) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .map(c -> hasGlyph(c, style) ? c : MISSING)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private boolean hasGlyph(int character, Style style) {
    try {
      return fonts.get(style.weight).encode(Character.toString(character)).length > 0;
    } catch (IllegalArgumentException missing) {
      return false;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
