package io.kassa.channel.alipay;

import io.kassa.channel.BillRow;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One table of a bill: remarks that begin with {@code #}, a line of names, lines of values, more
 * remarks. Values end in tabs. Columns are found by name. One line is in memory at a time.
 */
final class BillTable {
  private static final int LONGEST_LINE = 1 << 14;
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final String TRANSACTION = "支付宝交易号";

  /** The one column whose values are free text, commas included. */
  private static final String SUBJECT = "商品名称";

  private static final String END = "列表结束";
  private static final Pattern ACCOUNT = Pattern.compile("#账号[：:]\\s*\\[([0-9]+)].*");
  private static final Pattern COUNT = Pattern.compile("#(交易|退款)合计[：:]\\s*([0-9]{1,9})笔.*");

  private final Reader text;
  private final String sellerId;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int filled;
  private int payments;
  private int refunds;
  private boolean ended;

  /**
   * @param sellerId whose bill it has to be
   */
  BillTable(Reader text, String sellerId) {
    this.text = text;
    this.sellerId = sellerId;
  }

  /** One line of details. */
  static final class Line {
    private final Map<String, Integer> columns;
    private final List<String> values;

    private Line(Map<String, Integer> columns, List<String> values) {
      this.columns = columns;
      this.values = values;
    }

    String text(String name) {
      Integer index = columns.get(name);
      if (index == null) {
        throw new MalformedAnswerException("a-column-is-missing");
      }
      return values.get(index);
    }
  }

  /**
   * Reads to the end.
   *
   * @return whether it was a table of details; of another one only the beginning was read
   * @throws MalformedAnswerException if it is one of details and not whole
   */
  boolean read(Consumer<BillRow> rows) throws IOException {
    Map<String, Integer> columns = null;
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("#")) {
        remark(line);
      } else if (!line.isBlank()) {
        if (columns == null) {
          columns = columns(line);
          if (!columns.containsKey(TRANSACTION)) {
            return false;
          }
        } else {
          rows.accept(row(columns, line));
        }
      }
    }
    if (columns == null || !ended) {
      throw new MalformedAnswerException("the-end-is-missing");
    }
    return true;
  }

  private void remark(String line) {
    Matcher account = ACCOUNT.matcher(line);
    if (account.matches() && !account.group(1).startsWith(sellerId)) {
      throw new MalformedAnswerException("another-merchant");
    }
    Matcher count = COUNT.matcher(line);
    if (count.matches()) {
      int counted = count.group(1).equals("交易") ? payments : refunds;
      if (Integer.parseInt(count.group(2)) != counted) {
        throw new MalformedAnswerException("the-sums-do-not-fit");
      }
    }
    ended |= line.contains(END);
  }

  private BillRow row(Map<String, Integer> columns, String line) {
    if (ended) {
      throw new MalformedAnswerException("a-line-after-the-end");
    }
    List<String> values = joined(columns, values(line));
    if (values.size() != columns.size()) {
      throw new MalformedAnswerException("a-line-has-other-columns");
    }
    BillRow row = TradeBill.row(new Line(columns, values));
    switch (row.kind()) {
      case PAYMENT -> payments++;
      case REFUND -> refunds++;
    }
    return row;
  }

  private static Map<String, Integer> columns(String line) {
    Map<String, Integer> columns = new HashMap<>();
    for (String name : values(line)) {
      if (columns.put(plain(name), columns.size()) != null) {
        throw new MalformedAnswerException("a-column-twice");
      }
    }
    return columns;
  }

  /** Some formats write the brackets of a unit in full width. */
  private static String plain(String name) {
    return name.replace('（', '(').replace('）', ')');
  }

  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    int from = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
      values.add(line.substring(from, comma).strip());
      from = comma + 1;
    }
    values.add(line.substring(from).strip());
    return values;
  }

  /** Puts a subject together again that has commas: no other column has free text before it. */
  private static List<String> joined(Map<String, Integer> columns, List<String> values) {
    int surplus = values.size() - columns.size();
    Integer subject = columns.get(SUBJECT);
    if (surplus <= 0 || subject == null) {
      return values;
    }
    List<String> joined = new ArrayList<>(values.subList(0, subject));
    joined.add(String.join(",", values.subList(subject, subject + surplus + 1)));
    joined.addAll(values.subList(subject + surplus + 1, values.size()));
    return joined;
  }

  /** The next line without its end; null after the last. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = next();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() == LONGEST_LINE) {
        throw new MalformedAnswerException("a-line-is-too-long");
      }
      if (next != '\r' && next != BYTE_ORDER_MARK) {
        line.append((char) next);
      }
      next = next();
    }
    return line.toString();
  }

  private int next() throws IOException {
    if (at == filled) {
      filled = text.read(buffer);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[at++];
  }
}
