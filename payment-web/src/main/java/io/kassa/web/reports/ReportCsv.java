package io.kassa.web.reports;

import io.kassa.web.reports.ReportColumns.Column;
import io.kassa.web.reports.ReportJson.ReportRowJson;
import java.util.List;
import java.util.stream.Collectors;

/** A report as a table (RFC 4180). No value of it needs quotes: ids, codes, times and numbers. */
final class ReportCsv {
  private static final String END = "\r\n";

  private ReportCsv() {}

  static String of(List<ReportRowJson> rows) {
    StringBuilder table =
        new StringBuilder(
            ReportColumns.ALL.stream().map(Column::name).collect(Collectors.joining(",", "", END)));
    for (ReportRowJson row : rows) {
      table.append(
          ReportColumns.ALL.stream()
              .map(column -> text(column.value().apply(row)))
              .collect(Collectors.joining(",", "", END)));
    }
    return table.toString();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
