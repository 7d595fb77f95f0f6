package io.kassa.web.reconciliation;

import io.kassa.reconciliation.entity.Discrepancy;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Discrepancies as lines of CSV (RFC 4180), so that a spreadsheet reads them and runs none. */
final class DiscrepancyCsv {
  private static final String END = "\r\n";

  /** What a spreadsheet takes for a formula at a value's beginning. */
  private static final String FORMULA = "=+-@\t";

  private static final String NAMES =
      String.join(
          ",",
          "id",
          "kind",
          "subject",
          "status",
          "bill_line",
          "bill_transaction_id",
          "bill_order_number",
          "bill_refund_number",
          "bill_amount",
          "bill_currency",
          "bill_state",
          "bill_at",
          "own_payment_id",
          "own_attempt_id",
          "own_refund_id",
          "own_amount",
          "own_currency",
          "own_state",
          "own_at",
          "action",
          "reason",
          "outcome",
          "resolved_by",
          "resolved_at");

  private static final int BILL_COLUMNS = 8;
  private static final int OWN_COLUMNS = 7;
  private static final int RESOLUTION_COLUMNS = 5;

  private DiscrepancyCsv() {}

  static void head(Writer out) throws IOException {
    out.write(NAMES + END);
  }

  static void line(Writer out, Discrepancy found) throws IOException {
    List<String> values = new ArrayList<>();
    values.add(found.id().toString());
    values.add(found.kind().name());
    values.add(found.subject().name());
    values.add(found.isOpen() ? "OPEN" : "RESOLVED");
    values.addAll(bill(found.bill()));
    values.addAll(own(found.own()));
    values.addAll(resolution(found.resolution()));
    out.write(String.join(",", values) + END);
  }

  private static List<String> bill(Discrepancy.BillSide bill) {
    return bill == null
        ? nothing(BILL_COLUMNS)
        : List.of(
            Integer.toString(bill.line()),
            text(bill.transactionId()),
            text(bill.orderNumber()),
            text(bill.refundNumber()),
            Long.toString(bill.amountMinor()),
            text(bill.currency()),
            text(bill.state()),
            bill.at().toString());
  }

  private static List<String> own(Discrepancy.OwnSide own) {
    return own == null
        ? nothing(OWN_COLUMNS)
        : List.of(
            text(own.paymentId()),
            text(own.attemptId()),
            text(own.refundId()),
            Long.toString(own.amountMinor()),
            text(own.currency()),
            text(own.state()),
            text(own.at()));
  }

  private static List<String> resolution(Discrepancy.Resolution resolution) {
    return resolution == null
        ? nothing(RESOLUTION_COLUMNS)
        : List.of(
            resolution.action().name(),
            text(resolution.reason()),
            text(resolution.outcome()),
            text(resolution.by()),
            resolution.at().toString());
  }

  private static List<String> nothing(int columns) {
    return Collections.nCopies(columns, "");
  }

  /** A value in quotes where it needs them; null is empty. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
