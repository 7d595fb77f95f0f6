package io.kassa.invoice.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The parsed fonts and what they measure. Parsing reads three megabytes per weight and is most of
 * the cost of a first invoice, so a set is used again; fontbox reads its tables lazily from a
 * shared position, so one set serves one rendering at a time.
 */
final class InvoiceFonts {
  /** Stands for a character that the font lacks, so that the gap is seen and not swallowed. */
  static final char MISSING = '□';

  private static final int CUT_BYTES = 1 << 16;

  enum Weight {
    REGULAR("NotoSansSC-Regular.ttf"),
    BOLD("NotoSansSC-Bold.ttf");

    private final String resource;

    Weight(String resource) {
      this.resource = resource;
    }

    private byte[] read() {
      try (InputStream in =
          InvoiceFonts.class.getResourceAsStream("/io/kassa/invoice/fonts/" + resource)) {
        if (in == null) {
          throw new IllegalStateException("The font is not in the jar: " + resource);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One weight. What was measured once is kept, since each character is measured many times. */
  private static final class Face {
    private static final short NOT_MEASURED = 0;
    private static final short NO_GLYPH = -1;

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final float unitsPerEm;

    /** One more than the advance width, by character of the basic plane. */
    private final short[] measured = new short[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    Face(TrueTypeFont font) throws IOException {
      this.font = font;
      glyphs = font.getUnicodeCmapLookup();
      unitsPerEm = font.getUnitsPerEm();
    }

    boolean shows(int character) {
      return measure(character) != NO_GLYPH;
    }

    int advance(int character) {
      return measure(character) - 1;
    }

    private short measure(int character) {
      if (character >= measured.length) {
        return look(character);
      }
      if (measured[character] == NOT_MEASURED) {
        measured[character] = look(character);
      }
      return measured[character];
    }

    private short look(int character) {
      int glyph = glyphs.getGlyphId(character);
      if (glyph == 0) {
        return NO_GLYPH;
      }
      try {
        return (short) (font.getAdvanceWidth(glyph) + 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Map<Weight, Face> faces = new EnumMap<>(Weight.class);

  /** Parses both weights: tens of milliseconds. */
  InvoiceFonts() throws IOException {
    for (Weight weight : Weight.values()) {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(weight.read()));
      faces.put(weight, new Face(font));
    }
  }

  /**
   * A font with these characters at least. PDFBox walks over all glyphs of a font several times per
   * document that it is embedded in, so a document gets one that is cut to what it shows. Fontbox
   * cuts fonts for the basic plane only; with a character beyond it the whole one is given.
   *
   * @param characters their code points, of a text that {@link #printable(String)} gave
   */
  TrueTypeFont holding(BitSet characters, Weight weight) throws IOException {
    TrueTypeFont whole = faces.get(weight).font;
    if (characters.length() > Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      return whole;
    }
    TTFSubsetter cut = new TTFSubsetter(whole);
    characters.stream().forEach(cut::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CUT_BYTES);
    cut.writeToStream(bytes);
    // fontbox warns of a font that ends with the table of names when that one holds none
    bytes.write(new byte[Integer.BYTES]);
    return new TTFParser().parse(new RandomAccessReadBuffer(bytes.toByteArray()));
  }

  /** The width in points of a text that {@link #printable(String)} gave. */
  float width(String text, Weight weight, float size) {
    Face face = faces.get(weight);
    long units = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      units += face.advance(character);
      i += Character.charCount(character);
    }
    return units * size / face.unitsPerEm;
  }

  /**
   * The text as the fonts can show it: composed, Arabic letters in their shapes, control characters
   * as spaces, characters that are invisible by definition left out, and every other character
   * without a glyph as {@link #MISSING}.
   */
  String printable(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (ArabicScript.isIn(composed)) {
      composed = ArabicScript.shaped(composed);
    }
    StringBuilder shown = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); ) {
      int character = composed.codePointAt(i);
      i += Character.charCount(character);
      if (Character.isISOControl(character) || Character.isSpaceChar(character)) {
        shown.append(hasGlyph(character) ? Character.toString(character) : " ");
      } else if (!isInvisible(character)) {
        shown.appendCodePoint(hasGlyph(character) ? character : MISSING);
      }
    }
    return shown.toString();
  }

  private boolean hasGlyph(int character) {
    return faces.get(Weight.REGULAR).shows(character) && faces.get(Weight.BOLD).shows(character);
  }

  /** Format characters, such as joiners and direction marks, and variation selectors. */
  private static boolean isInvisible(int character) {
    return Character.getType(character) == Character.FORMAT
        || (character >= 0xFE00 && character <= 0xFE0F)
        || (character >= 0xE0100 && character <= 0xE01EF);
  }
}
