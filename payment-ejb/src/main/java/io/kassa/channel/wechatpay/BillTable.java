package io.kassa.channel.wechatpay;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A bill: a line of names, lines of details, a line of names, a line of sums. Every value is
 * preceded by a back-tick; so a comma separates values only before the next back-tick, and a comma
 * in a product's name does no harm. A value may also stand in double quotes (RFC 4180), line breaks
 * included. Columns are found by name, for older and newer formats differ. One line is in memory at
 * a time.
 */
final class BillTable {
  private static final int LONGEST_LINE = 1 << 16;
  private static final char TICK = '`';
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final Pattern YUAN = Pattern.compile("[0-9]{1,14}(\\.[0-9]{1,8})?");

  private final Reader text;
  private int next;

  /** Whether the record just read began with a back-tick. */
  private boolean isDetail;

  BillTable(Reader text) {
    this.text = text;
  }

  /** One line of details. */
  static final class Line {
    private final Map<String, Integer> columns;
    private final List<String> values;

    private Line(Map<String, Integer> columns, List<String> values) {
      this.columns = columns;
      this.values = values;
    }

    boolean has(String column) {
      return columns.containsKey(column);
    }

    /** The value of the first of these columns that the bill has. */
    String text(String... names) {
      for (String name : names) {
        Integer index = columns.get(name);
        if (index != null) {
          return values.get(index);
        }
      }
      throw new MalformedAnswerException("a-column-is-missing");
    }

    /** The same, in fen; the bill tells yuan. */
    long fen(String... names) {
      String yuan = text(names);
      if (!YUAN.matcher(yuan).matches()) {
        throw new MalformedAnswerException("an-amount-is-none");
      }
      try {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
      } catch (ArithmeticException partOfOne) {
        throw new MalformedAnswerException("an-amount-has-parts-of-a-fen");
      }
    }

    Instant time(String... names) {
      try {
        return LocalDateTime.parse(text(names), TIME).toInstant(BEIJING);
      } catch (DateTimeException notOne) {
        throw new MalformedAnswerException("a-time-is-none");
      }
    }
  }

  /**
   * Reads to the end.
   *
   * @return the line of sums
   * @throws MalformedAnswerException if it is no whole bill
   */
  Line read(Consumer<Line> details) throws IOException {
    next = text.read();
    if (next == BYTE_ORDER_MARK) {
      next = text.read();
    }
    Map<String, Integer> columns = columns(record());
    List<String> values = record();
    while (isDetail) {
      if (values.size() != columns.size()) {
        throw new MalformedAnswerException("a-line-has-other-columns");
      }
      details.accept(new Line(columns, values));
      values = record();
    }
    List<String> sums = values.size() > 1 ? record() : List.of();
    if (!isDetail || sums.size() != values.size() || next >= 0) {
      throw new MalformedAnswerException("the-sums-are-missing");
    }
    return new Line(columns(values), sums);
  }

  private static Map<String, Integer> columns(List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    for (String name : names) {
      if (columns.put(plain(name), columns.size()) != null) {
        throw new MalformedAnswerException("a-column-twice");
      }
    }
    return columns;
  }

  /** Some formats write the brackets of a unit in full width. */
  private static String plain(String name) {
    return name.strip().replace('（', '(').replace('）', ')');
  }

  private List<String> record() throws IOException {
    List<String> values = new ArrayList<>();
    int length = 0;
    isDetail = false;
    while (next >= 0) {
      StringBuilder value = new StringBuilder();
      boolean more = next == '"' ? quoted(value) : plain(value, isDetail);
      length += value.length();
      if (length > LONGEST_LINE) {
        throw new MalformedAnswerException("a-line-is-too-long");
      }
      boolean ticked = !value.isEmpty() && value.charAt(0) == TICK;
      isDetail = values.isEmpty() ? ticked : isDetail;
      values.add(ticked ? value.substring(1) : value.toString());
      if (!more) {
        return values;
      }
    }
    return values;
  }

  /** Reads up to a separator or a line's end; says whether another value follows on the line. */
  private boolean plain(StringBuilder value, boolean detail) throws IOException {
    boolean ticked = detail || next == TICK;
    while (next >= 0 && !isLineEnd()) {
      if (next == ',') {
        advance();
        if (!ticked || next == TICK || next == '"') {
          return true;
        }
        value.append(',');
      } else {
        value.append((char) next);
        advance();
      }
      requireShort(value);
    }
    skipLineEnd();
    return false;
  }

  private boolean quoted(StringBuilder value) throws IOException {
    advance();
    while (true) {
      if (next < 0) {
        throw new MalformedAnswerException("a-quote-is-not-closed");
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          break;
        }
      }
      value.append((char) next);
      requireShort(value);
      advance();
    }
    if (next == ',') {
      advance();
      return true;
    }
    if (next >= 0 && !isLineEnd()) {
      throw new MalformedAnswerException("text-after-a-quote");
    }
    skipLineEnd();
    return false;
  }

  private static void requireShort(StringBuilder value) {
    if (value.length() > LONGEST_LINE) {
      throw new MalformedAnswerException("a-line-is-too-long");
    }
  }

  private boolean isLineEnd() {
    return next == '\n' || next == '\r';
  }

  private void skipLineEnd() throws IOException {
    while (isLineEnd()) {
      advance();
    }
  }

  private void advance() throws IOException {
    next = text.read();
  }
}
