package io.kassa.web.reports;

import io.kassa.report.boundary.Report;
import io.kassa.report.entity.ReportChannel;
import io.kassa.report.entity.ReportGrouping;
import io.kassa.report.entity.ReportPeriod;
import io.kassa.report.entity.ReportRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A report as answered, minor units; {@code countedAt} is left out before the first count. */
public record ReportJson(
    LocalDate from,
    LocalDate to,
    ReportPeriod per,
    ReportGrouping by,
    Instant countedAt,
    List<ReportRowJson> rows) {

  /** One line. */
  public record ReportRowJson(
      Instant startsAt,
      UUID merchantId,
      ReportChannel channel,
      String currency,
      boolean test,
      long succeeded,
      long canceled,
      long expired,
      long declinedAttempts,
      Long successPpm,
      long amount,
      long refunds,
      long refundsFailed,
      long amountRefunded,
      Long p50Millis,
      Long p95Millis,
      Long p99Millis) {

    static ReportRowJson of(ReportRow row) {
      ReportRow.ConfirmTimes times = row.times();
      return new ReportRowJson(
          row.startsAt(),
          row.merchantId(),
          row.channel(),
          row.currency(),
          row.test(),
          row.ends().succeeded(),
          row.ends().canceled(),
          row.ends().expired(),
          row.ends().declinedAttempts(),
          row.ends().successPpm(),
          row.ends().amountMinor(),
          row.refunds().succeeded(),
          row.refunds().failed(),
          row.refunds().amountMinor(),
          times == null ? null : times.p50Millis(),
          times == null ? null : times.p95Millis(),
          times == null ? null : times.p99Millis());
    }
  }

  static ReportJson of(Report report) {
    return new ReportJson(
        report.query().from(),
        report.query().to(),
        report.query().per(),
        report.query().by(),
        report.countedAt(),
        report.rows().stream().map(ReportRowJson::of).toList());
  }
}
