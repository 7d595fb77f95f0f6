package io.kassa.web.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kassa.reconciliation.entity.BillSubject;
import io.kassa.reconciliation.entity.Discrepancy;
import io.kassa.reconciliation.entity.DiscrepancyAction;
import io.kassa.reconciliation.entity.DiscrepancyKind;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DiscrepancyCsvTest {
  private static final Instant AT = Instant.parse("2026-11-24T04:00:00Z");
  private static final UUID ID = new UUID(1, 2);

  @Test
  void valuesAreQuotedWhereTheyNeedIt() {
    assertThat(DiscrepancyCsv.text(null)).isEmpty();
    assertThat(DiscrepancyCsv.text("plain")).isEqualTo("plain");
    assertThat(DiscrepancyCsv.text("a,b")).isEqualTo("\"a,b\"");
    assertThat(DiscrepancyCsv.text("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(DiscrepancyCsv.text("a\nb")).isEqualTo("\"a\nb\"");
  }

  @Test
  void spreadsheetFindsNoFormula() {
    for (String formula : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"}) {
      assertThat(DiscrepancyCsv.text(formula)).isEqualTo("'" + formula);
    }
  }

  @Test
  void everyLineHasTheColumnsOfTheFirst() throws IOException {
    StringWriter out = new StringWriter();
    DiscrepancyCsv.head(out);
    DiscrepancyCsv.line(
        out,
        discrepancy(
            new Discrepancy.BillSide(7, "42", "=order", null, 110, "CNY", "SUCCESS", AT),
            null,
            null));
    DiscrepancyCsv.line(
        out,
        discrepancy(
            null,
            new Discrepancy.OwnSide(ID, ID, null, 100, "CNY", "SUCCEEDED", null),
            new Discrepancy.Resolution(DiscrepancyAction.IGNORE, "why", "nothing", "admin", AT)));

    assertThat(out.toString().lines().map(line -> line.chars().filter(c -> c == ',').count()))
        .containsExactly(23L, 23L, 23L);
    assertThat(out.toString().lines().skip(1))
        .containsExactly(
            ID
                + ",AMOUNT,PAYMENT,OPEN,7,42,'=order,,110,CNY,SUCCESS,2026-11-24T04:00:00Z"
                + ",,,,,,,,,,,,",
            ID
                + ",AMOUNT,PAYMENT,RESOLVED,,,,,,,,,"
                + ID
                + ","
                + ID
                + ",,100,CNY,SUCCEEDED,,IGNORE,why,nothing,admin,2026-11-24T04:00:00Z");
  }

  private static Discrepancy discrepancy(
      Discrepancy.BillSide bill, Discrepancy.OwnSide own, Discrepancy.Resolution resolution) {
    return new Discrepancy(
        ID, ID, ID, DiscrepancyKind.AMOUNT, BillSubject.PAYMENT, bill, own, resolution, AT);
  }
}
