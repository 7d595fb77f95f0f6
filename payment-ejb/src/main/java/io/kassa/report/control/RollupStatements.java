package io.kassa.report.control;

/** The statement that counts a batch of events. */
final class RollupStatements {
  /**
   * Counts the events behind a position, at most ?3, and answers how many there were and the last.
   * An expiry counts no longer once its payment was paid late, so each payment counts once; what
   * was declined before counts with the first end.
   */
  static final String COUNT =
      """
      with batch as materialized (
        select e.merchant_id, e.position, e.id, e.payment_id, e.object_id, e.type, e.created_at,
               e.late
          from events e
         where (e.position, e.id) > (cast(?1 as xid8), cast(?2 as uuid))
           and e.position < pg_snapshot_xmin(pg_current_snapshot())
           and e.type in (
      """
          + RollupBook.COUNTED_TYPES
          + """
                         )
         order by e.position, e.id limit ?3
      ), expired_before as (
        select b.merchant_id, b.payment_id, e.created_at
          from batch b
          join events e on e.merchant_id = b.merchant_id and e.payment_id = b.payment_id
         where b.type = 'payment.succeeded' and b.late and e.type = 'payment.expired'
      ), ends as (
        select b.merchant_id, b.payment_id, b.type, b.created_at from batch b
         where b.type in ('payment.succeeded', 'payment.canceled', 'payment.expired')
        union all
        select merchant_id, payment_id, 'taken back', created_at from expired_before
      ), facts as (
        select e.merchant_id, e.created_at as at,
               case e.type when 'payment.succeeded' then p.channel
                           else coalesce(last_try.channel, 'NONE') end as channel,
               p.currency, p.test,
               case e.type when 'payment.succeeded' then 1 else 0 end as succeeded,
               case e.type when 'payment.canceled' then 1 else 0 end as canceled,
               case e.type when 'payment.expired' then 1 when 'taken back' then -1 else 0 end
                 as expired,
               0 as declined,
               case e.type when 'payment.succeeded' then p.amount_minor else 0 end as amount,
               0 as refunds, 0 as refunds_failed, 0 as refunded,
               case e.type when 'payment.succeeded' then floor(ln(greatest(1,
                   extract(epoch from p.confirmed_at - p.created_at) * 1000)) / ln(1.2))
               end as bucket
          from ends e
          join payments p on p.merchant_id = e.merchant_id and p.id = e.payment_id
          left join lateral (
            select a.channel from attempts a
             where a.merchant_id = e.merchant_id and a.payment_id = e.payment_id
               and a.created_at <= e.created_at
             order by a.id desc limit 1) last_try on true
         where e.type <> 'payment.succeeded' or p.channel is not null
        union all
        select b.merchant_id, b.created_at, a.channel, p.currency, p.test,
               0, 0, 0, 1, 0, 0, 0, 0, null
          from batch b
          join payments p on p.merchant_id = b.merchant_id and p.id = b.payment_id
          join attempts a on a.merchant_id = b.merchant_id and a.payment_id = b.payment_id
         where b.type in ('payment.succeeded', 'payment.canceled', 'payment.expired')
           and a.status = 'DECLINED'
           and not exists (select 1 from expired_before x
                            where x.merchant_id = b.merchant_id and x.payment_id = b.payment_id
                              and b.type = 'payment.succeeded')
        union all
        select b.merchant_id, b.created_at, a.channel, p.currency, p.test, 0, 0, 0, 0, 0,
               case b.type when 'refund.succeeded' then 1 else 0 end,
               case b.type when 'refund.failed' then 1 else 0 end,
               case b.type when 'refund.succeeded' then r.amount_minor else 0 end, null
          from batch b
          join refunds r on r.merchant_id = b.merchant_id and r.id = b.object_id
          join attempts a on a.merchant_id = r.merchant_id and a.payment_id = r.payment_id
                         and a.id = r.attempt_id
          join payments p on p.merchant_id = r.merchant_id and p.id = r.payment_id
         where b.type in ('refund.succeeded', 'refund.failed') and r.cause = 'MERCHANT'
      ), placed as (
        select g.grain, date_trunc(lower(g.grain), f.at, 'UTC') as starts_at, f.*
          from facts f cross join (values ('HOUR'), ('DAY')) as g (grain)
      ), counted as (
        insert into report_rollups as r
          (merchant_id, grain, starts_at, channel, currency, test, succeeded, canceled, expired,
           declined_attempts, amount_minor, refunds, refunds_failed, refunded_minor)
        select merchant_id, grain, starts_at, channel, currency, bool_or(test), sum(succeeded),
               sum(canceled), sum(expired), sum(declined), sum(amount), sum(refunds),
               sum(refunds_failed), sum(refunded)
          from placed group by merchant_id, grain, starts_at, channel, currency
        on conflict on constraint report_rollups_pk do update
           set succeeded = r.succeeded + excluded.succeeded,
               canceled = r.canceled + excluded.canceled,
               expired = r.expired + excluded.expired,
               declined_attempts = r.declined_attempts + excluded.declined_attempts,
               amount_minor = r.amount_minor + excluded.amount_minor,
               refunds = r.refunds + excluded.refunds,
               refunds_failed = r.refunds_failed + excluded.refunds_failed,
               refunded_minor = r.refunded_minor + excluded.refunded_minor
      ), timed as (
        insert into report_confirm_times as t
          (merchant_id, grain, starts_at, channel, currency, bucket, payments)
        select merchant_id, grain, starts_at, channel, currency, bucket, count(*)
          from placed where bucket is not null
         group by merchant_id, grain, starts_at, channel, currency, bucket
        on conflict on constraint report_confirm_times_pk do update
           set payments = t.payments + excluded.payments
      )
      select cast(cast(position as text) as bigint), id, count(*) over ()
        from batch order by position desc, id desc limit 1
      """;

  private RollupStatements() {}
}
