package io.kassa.invoice.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Breaks text into lines of a width: after spaces, hyphens and slashes, on either side of a Chinese
 * character except where punctuation may not begin or end a line, and inside a word only when the
 * word alone is wider than a line. Own rules instead of {@link java.text.BreakIterator}, whose
 * tables change with the JDK and would change old invoices.
 */
final class LineBreaker {
  private static final String MAY_NOT_BEGIN = "、。，．：；！？）〕］｝〉》」』】”’…—％‰℃～·,.:;!?)]}%";
  private static final String MAY_NOT_END = "（〔［｛〈《「『【“‘￥([{$¥€£";
  private static final String BREAK_AFTER = "-/\\_&=?@|–—";

  private LineBreaker() {}

  /**
   * The lines, without the spaces at their breaks; at least one, which may be empty.
   *
   * @param text printable, without line feeds
   * @param width of a line, in the measure's unit; a single character wider than it stands alone
   */
  static List<String> lines(String text, double width, ToDoubleFunction<String> measure) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(text)) {
      if (measure.applyAsDouble((line + piece).stripTrailing()) <= width) {
        line.append(piece);
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(cut(piece, width, measure, lines));
    }
    if (!line.toString().isBlank() || lines.isEmpty()) {
      lines.add(line.toString().strip());
    }
    return lines;
  }

  /** Adds the full lines of a piece that is wider than a line; the rest of it is returned. */
  private static String cut(
      String piece, double width, ToDoubleFunction<String> measure, List<String> lines) {
    int start = 0;
    int end = 0;
    while (end < piece.length()) {
      int next = piece.offsetByCodePoints(end, 1);
      boolean full = measure.applyAsDouble(piece.substring(start, next).stripTrailing()) > width;
      if (full && end > start) {
        lines.add(piece.substring(start, end).strip());
        start = end;
      }
      end = next;
    }
    return piece.substring(start);
  }

  /** What stays together: words with the space after them, single Chinese characters. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); ) {
      int next = text.offsetByCodePoints(i, 1);
      if (next == text.length() || mayBreak(text.codePointAt(i), text.codePointAt(next))) {
        pieces.add(text.substring(start, next));
        start = next;
      }
      i = next;
    }
    return pieces;
  }

  private static boolean mayBreak(int before, int after) {
    if (after == ' ' || MAY_NOT_BEGIN.indexOf(after) >= 0 || MAY_NOT_END.indexOf(before) >= 0) {
      return false;
    }
    return before == ' '
        || BREAK_AFTER.indexOf(before) >= 0
        || isChinese(before)
        || isChinese(after);
  }

  private static boolean isChinese(int character) {
    return Character.isIdeographic(character)
        || (character >= 0x3000 && character <= 0x30FF)
        || (character >= 0xFF01 && character <= 0xFF60);
  }
}
