package io.kassa.web.reports;

import io.kassa.web.reports.ReportJson.ReportRowJson;
import java.util.List;
import java.util.function.Function;

/** The columns of a report's table and of its Parquet file, in their order. */
final class ReportColumns {
  /** What a column holds. */
  enum Kind {
    TIME,
    TEXT,
    FLAG,
    NUMBER
  }

  /**
   * A column.
   *
   * @param value null where a row has none
   */
  record Column(String name, Kind kind, Function<ReportRowJson, Object> value) {}

  static final List<Column> ALL =
      List.of(
          new Column("starts_at", Kind.TIME, ReportRowJson::startsAt),
          new Column("merchant_id", Kind.TEXT, ReportRowJson::merchantId),
          new Column("channel", Kind.TEXT, ReportRowJson::channel),
          new Column("currency", Kind.TEXT, ReportRowJson::currency),
          new Column("test", Kind.FLAG, ReportRowJson::test),
          new Column("succeeded", Kind.NUMBER, ReportRowJson::succeeded),
          new Column("canceled", Kind.NUMBER, ReportRowJson::canceled),
          new Column("expired", Kind.NUMBER, ReportRowJson::expired),
          new Column("declined_attempts", Kind.NUMBER, ReportRowJson::declinedAttempts),
          new Column("success_ppm", Kind.NUMBER, ReportRowJson::successPpm),
          new Column("amount", Kind.NUMBER, ReportRowJson::amount),
          new Column("refunds", Kind.NUMBER, ReportRowJson::refunds),
          new Column("refunds_failed", Kind.NUMBER, ReportRowJson::refundsFailed),
          new Column("amount_refunded", Kind.NUMBER, ReportRowJson::amountRefunded),
          new Column("p50_millis", Kind.NUMBER, ReportRowJson::p50Millis),
          new Column("p95_millis", Kind.NUMBER, ReportRowJson::p95Millis),
          new Column("p99_millis", Kind.NUMBER, ReportRowJson::p99Millis));

  private ReportColumns() {}
}
