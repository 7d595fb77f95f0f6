package io.kassa.report.control;

import io.kassa.report.entity.ReportChannel;
import io.kassa.report.entity.ReportPeriod;
import io.kassa.report.entity.ReportQuery;
import io.kassa.report.entity.ReportRow;
import io.kassa.report.entity.ReportRow.ConfirmTimes;
import io.kassa.report.entity.ReportRow.Ends;
import io.kassa.report.entity.ReportRow.Refunds;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Reads the counts. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ReportBook {
  private static final UUID TOGETHER = new UUID(0, 0);

  /** The nil UUID and '*' stand for what a row does not tell. */
  private static final String REPORT =
      """
      with asked as (
        select r.*,
               case when ?4 then ?2 else r.starts_at end as row_at,
               case when ?5 then r.merchant_id else cast(?10 as uuid) end as row_merchant,
               case when ?6 then r.channel else '*' end as row_channel
          from report_rollups r
         where r.grain = ?1 and r.starts_at >= ?2 and r.starts_at < ?3
           and (cast(?7 as uuid) is null or r.merchant_id = cast(?7 as uuid))
           and (cast(?8 as text) is null or r.channel = cast(?8 as text))
           and (cast(?9 as text) is null or r.currency = cast(?9 as text))
      ), counted as (
        select row_at, row_merchant, row_channel, currency, test, sum(succeeded) as succeeded,
               sum(canceled) as canceled, sum(expired) as expired,
               sum(declined_attempts) as declined, sum(amount_minor) as amount,
               sum(refunds) as refunds, sum(refunds_failed) as refunds_failed,
               sum(refunded_minor) as refunded
          from asked group by row_at, row_merchant, row_channel, currency, test
         order by row_at, row_merchant, row_channel, currency, test limit ?11
      ), reached as (
        select a.row_at, a.row_merchant, a.row_channel, a.currency, a.test, t.bucket,
               sum(sum(t.payments)) over upwards as until,
               sum(sum(t.payments)) over whole as payments
          from asked a
          join report_confirm_times t
            on t.grain = a.grain and t.starts_at = a.starts_at and t.merchant_id = a.merchant_id
           and t.channel = a.channel and t.currency = a.currency
         group by a.row_at, a.row_merchant, a.row_channel, a.currency, a.test, t.bucket
        window whole as (
                 partition by a.row_at, a.row_merchant, a.row_channel, a.currency, a.test),
               upwards as (whole order by t.bucket)
      ), times as (
        select row_at, row_merchant, row_channel, currency, test,
               min(bucket) filter (where until * 100 >= payments * 50) as p50,
               min(bucket) filter (where until * 100 >= payments * 95) as p95,
               min(bucket) filter (where until * 100 >= payments * 99) as p99
          from reached group by row_at, row_merchant, row_channel, currency, test
      )
      select row_at, row_merchant, row_channel, currency, test, succeeded, canceled, expired,
             declined, amount, refunds, refunds_failed, refunded, p50, p95, p99
        from counted left join times using (row_at, row_merchant, row_channel, currency, test)
       order by row_at, row_merchant, row_channel, currency, test
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** When everything that was committed had been counted; null if that never was. */
  public Instant caughtUpAt() {
    return Sql.row(entities, "select caught_up_at from report_cursor").orElseThrow().time(0);
  }

  /** The first rows of a report, by begin, merchant, channel and currency. */
  public List<ReportRow> rows(ReportQuery query, int limit) {
    return Sql.rows(
            entities,
            REPORT,
            query.per() == ReportPeriod.HOUR ? "HOUR" : "DAY",
            begin(query.from()),
            begin(query.to()),
            query.per() == ReportPeriod.TOTAL,
            query.by().byMerchant(),
            query.by().byChannel(),
            query.merchantId(),
            query.channel() == null ? null : query.channel().name(),
            query.currency(),
            TOGETHER,
            limit)
        .stream()
        .map(ReportBook::row)
        .toList();
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static ReportRow row(Row row) {
    UUID merchant = row.uuid(1);
    String channel = row.text(2);
    return new ReportRow(
        row.time(0),
        merchant.equals(TOGETHER) ? null : merchant,
        channel.equals("*") ? null : ReportChannel.valueOf(channel),
        row.text(3),
        row.flag(4),
        new Ends(row.number(5), row.number(6), row.number(7), row.number(8), row.number(9)),
        new Refunds(row.number(10), row.number(11), row.number(12)),
        row.isNull(13)
            ? null
            : ConfirmTimes.ofBuckets(bucket(row, 13), bucket(row, 14), bucket(row, 15)));
  }

  private static int bucket(Row row, int column) {
    return Math.toIntExact(row.number(column));
  }
}
