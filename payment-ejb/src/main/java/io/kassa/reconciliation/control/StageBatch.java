package io.kassa.reconciliation.control;

import io.kassa.channel.BillRow;
import io.kassa.channel.OrderNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Lines of a bill on their way to the database: one text per column, the values separated by a
 * character that no value has. Never more lines than a batch holds, so a bill's size does not show.
 */
final class StageBatch {
  static final int MOST_LINES = 5_000;

  private static final char SEPARATOR = '\u001f';
  private static final int COLUMNS = 12;
  private static final int USUAL_WIDTH = 32;

  private final List<StringBuilder> columns = new ArrayList<>(COLUMNS);
  private int lines;
  private int column;

  StageBatch() {
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new StringBuilder(MOST_LINES * USUAL_WIDTH));
    }
  }

  boolean isFull() {
    return lines == MOST_LINES;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  /**
   * Adds a row.
   *
   * @param line its number in the bill, counted from 1
   */
  void add(long line, BillRow row) {
    column = 0;
    put(Long.toString(line));
    put(row.kind().name());
    put(row.transactionId());
    put(row.orderNumber());
    put(id(row.orderNumber()));
    put(row.refundNumber());
    put(id(row.refundNumber()));
    put(Long.toString(row.amountMinor()));
    put(row.currency());
    put(row.state());
    put(BillStanding.of(row).name());
    put(seconds(row.at()));
    lines++;
  }

  /** The columns, in the order in which they were filled. */
  List<String> columns() {
    return columns.stream().map(StringBuilder::toString).toList();
  }

  void clear() {
    columns.forEach(one -> one.setLength(0));
    lines = 0;
  }

  private void put(String value) {
    StringBuilder into = columns.get(column++);
    if (lines > 0) {
      into.append(SEPARATOR);
    }
    if (value != null) {
      value.chars().forEach(c -> into.append(Character.isISOControl(c) ? '?' : (char) c));
    }
  }

  private static String id(String number) {
    return OrderNumber.parse(number).map(UUID::toString).orElse("");
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
