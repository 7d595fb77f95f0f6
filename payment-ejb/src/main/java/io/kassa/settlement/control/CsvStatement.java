package io.kassa.settlement.control;

import io.kassa.money.CurrencyCode;
import io.kassa.settlement.entity.Settlement;
import io.kassa.settlement.entity.SettlementDay;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A settlement as RFC 4180: a row per day and a last one for the period. Amounts are in major
 * units, as changes of the merchant's position, so that each row adds up from opening to closing.
 * No text of a person stands in it.
 */
public final class CsvStatement {
  private static final String END = "\r\n";

  private CsvStatement() {}

  /** The file, UTF-8. */
  public static byte[] of(Settlement settlement) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "day,currency,opening,payments,gross,refunds,fees,funding,paid_out,other,closing,payable");
    long balance = settlement.openingMinor();
    for (SettlementDay day : settlement.days()) {
      long next = balance + day.movements().changeMinor();
      rows.add(row(settlement, day.day().toString(), day, balance, next) + ",");
      balance = next;
    }
    rows.add(
        row(
                settlement,
                "total",
                new SettlementDay(null, settlement.total()),
                settlement.openingMinor(),
                settlement.closingMinor())
            + ","
            + major(settlement, settlement.payableMinor()));
    return (String.join(END, rows) + END).getBytes(StandardCharsets.UTF_8);
  }

  private static String row(
      Settlement settlement, String label, SettlementDay day, long opening, long closing) {
    List<String> cells = new ArrayList<>();
    cells.add(label);
    cells.add(settlement.currency());
    cells.add(major(settlement, opening));
    cells.add(Long.toString(day.movements().payments()));
    for (StatementLine line : StatementLine.values()) {
      cells.add(major(settlement, line.of(day.movements())));
    }
    cells.add(major(settlement, closing));
    return String.join(",", cells);
  }

  private static String major(Settlement settlement, long minor) {
    int decimals = CurrencyCode.of(settlement.currency()).decimals();
    return BigDecimal.valueOf(minor, decimals).toPlainString();
  }
}
