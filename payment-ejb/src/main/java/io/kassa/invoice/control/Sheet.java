package io.kassa.invoice.control;

import io.kassa.invoice.control.InvoiceFonts.Weight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/**
 * The A4 pages being drawn, and where on the last one the next thing goes. Lengths are points, y
 * counts from the top, text stands on its baseline. What was drawn is remembered until {@link
 * #finish} writes it, since only then is the number of pages known, and which characters each font
 * has to have.
 */
final class Sheet {
  static final float WIDTH = PDRectangle.A4.getWidth();
  static final float HEIGHT = PDRectangle.A4.getHeight();
  static final float LEFT = 52;
  static final float RIGHT = WIDTH - 52;
  static final float CONTENT = RIGHT - LEFT;
  static final float BOTTOM = HEIGHT - 84;
  static final float NEXT_PAGE_TOP = 84;

  /** What each page carries besides its content. */
  interface Furniture {
    /** Drawn first, under everything, on a page that just began; pages count from 1. */
    void begin(Sheet sheet, int page);

    /** Drawn last. */
    void end(Sheet sheet, int page, int pages);
  }

  /** A step of drawing. */
  private interface Stroke {
    void on(PDPageContentStream page) throws IOException;
  }

  private final InvoiceFonts fonts;
  private final Furniture furniture;
  private final Map<Weight, BitSet> characters = new EnumMap<>(Weight.class);
  private final Map<Weight, PDType0Font> embedded = new EnumMap<>(Weight.class);
  private final List<List<Stroke>> pages = new ArrayList<>();
  private List<Stroke> page;
  private float y;

  Sheet(InvoiceFonts fonts, Furniture furniture) {
    this.fonts = fonts;
    this.furniture = furniture;
    breakPage();
  }

  float y() {
    return y;
  }

  void moveTo(float newY) {
    y = newY;
  }

  void advance(float height) {
    y += height;
  }

  int pageCount() {
    return pages.size();
  }

  boolean fits(float height) {
    return y + height <= BOTTOM;
  }

  /** Begins a page unless this much height is left; true if it did. */
  boolean ensure(float height) {
    if (fits(height)) {
      return false;
    }
    breakPage();
    return true;
  }

  void breakPage() {
    page = new ArrayList<>();
    pages.add(page);
    y = NEXT_PAGE_TOP;
    furniture.begin(this, pages.size());
  }

  /** Completes the pages and writes them to the document. */
  void finish(PDDocument document) throws IOException {
    for (int i = 0; i < pages.size(); i++) {
      page = pages.get(i);
      furniture.end(this, i + 1, pages.size());
    }
    for (Map.Entry<Weight, BitSet> used : characters.entrySet()) {
      Weight weight = used.getKey();
      embedded.put(
          weight, PDType0Font.load(document, fonts.holding(used.getValue(), weight), true));
    }
    for (List<Stroke> strokes : pages) {
      PDPage added = new PDPage(PDRectangle.A4);
      document.addPage(added);
      try (PDPageContentStream content = new PDPageContentStream(document, added)) {
        for (Stroke stroke : strokes) {
          stroke.on(content);
        }
      }
    }
  }

  float width(String text, TextStyle style) {
    return fonts.width(fonts.printable(text), style.weight(), style.size());
  }

  /** The style, smaller if the text would be wider than this. */
  TextStyle fitted(String text, TextStyle style, float width) {
    float natural = width(text, style);
    return natural <= width ? style : style.sized(style.size() * width / natural);
  }

  /** The lines of a text in a column; line feeds in it begin a line. */
  List<String> wrap(String text, TextStyle style, float width) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .map(fonts::printable)
        .map(
            line ->
                LineBreaker.lines(
                    line, width, part -> fonts.width(part, style.weight(), style.size())))
        .forEach(lines::addAll);
    return lines.isEmpty() ? List.of("") : lines;
  }

  /**
   * As {@link #wrap}, but what is more than the given lines is left out, which an ellipsis shows.
   */
  List<String> shortened(String text, TextStyle style, float width, int mostLines) {
    List<String> lines = wrap(text, style, width);
    if (lines.size() <= mostLines) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, mostLines));
    String last = kept.get(mostLines - 1);
    while (!last.isEmpty() && width(last + "…", style) > width) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
    }
    kept.set(mostLines - 1, last + "…");
    return kept;
  }

  /** Returns where the text ends. */
  float text(String text, TextStyle style, float x, float baseline) {
    String shown = fonts.printable(text);
    String drawn = ArabicScript.isIn(shown) ? ArabicScript.drawn(shown) : shown;
    BitSet used = characters.computeIfAbsent(style.weight(), weight -> new BitSet());
    drawn.codePoints().forEach(used::set);
    page.add(
        content -> {
          content.beginText();
          content.setFont(embedded.get(style.weight()), style.size());
          colour(content, style.colour());
          content.newLineAtOffset(x, HEIGHT - baseline);
          content.showText(drawn);
          content.endText();
        });
    return x + fonts.width(shown, style.weight(), style.size());
  }

  void textRight(String text, TextStyle style, float right, float baseline) {
    text(text, style, right - width(text, style), baseline);
  }

  /** Wrapped text from a first baseline down; returns the baseline after its last line. */
  float paragraph(String text, TextStyle style, float x, float baseline, float width) {
    return lines(wrap(text, style, width), style, x, baseline);
  }

  /** Lines from a first baseline down; returns the baseline after the last. */
  float lines(List<String> lines, TextStyle style, float x, float baseline) {
    float next = baseline;
    for (String line : lines) {
      text(line, style, x, next);
      next += style.leading();
    }
    return next;
  }

  /** Text turned counter-clockwise about its middle. */
  void turnedText(String text, TextStyle style, float x, float middle, double degrees) {
    page.add(
        content -> {
          content.saveGraphicsState();
          content.transform(Matrix.getRotateInstance(Math.toRadians(degrees), x, HEIGHT - middle));
        });
    float half = width(text, style) / 2;
    text(text, style, -half, HEIGHT + style.size() / 3);
    page.add(PDPageContentStream::restoreGraphicsState);
  }

  void box(float x, float top, float width, float height, int rgb) {
    colour(rgb);
    rectangle(x, top, width, height);
    fill();
  }

  void rule(float x, float at, float width, float thickness, int rgb) {
    box(x, at - thickness / 2, width, thickness, rgb);
  }

  /** Begins a shape of rectangles; a colour cannot be chosen while its path is open. */
  void colour(int rgb) {
    page.add(content -> colour(content, rgb));
  }

  private static void colour(PDPageContentStream content, int rgb) throws IOException {
    content.setNonStrokingColor(
        (rgb >> 16 & 0xFF) / 255f, (rgb >> 8 & 0xFF) / 255f, (rgb & 0xFF) / 255f);
  }

  void rectangle(float x, float top, float width, float height) {
    page.add(content -> content.addRect(x, HEIGHT - top - height, width, height));
  }

  void fill() {
    page.add(PDPageContentStream::fill);
  }
}
