package io.kassa.ledger.control;

/** The statement that closes a batch of accounts. */
final class ClosingStatement {
  private ClosingStatement() {}

  /** Returns the last account it looked at; nothing once there is none left. */
  static final String CLOSE =
      """
      with bounds as (
        select cast(cast(?1 as date) as timestamp) at time zone 'UTC' as since,
               cast(cast(?1 as date) + 1 as timestamp) at time zone 'UTC' as until
      ), batch as (
        select merchant_id, id from ledger_accounts
         where (merchant_id, id) > (cast(?2 as uuid), cast(?3 as uuid))
         order by merchant_id, id limit ?4
      ), moved as (
        select b.merchant_id, b.id, coalesce(c.total, 0) - coalesce(d.total, 0) as total
          from batch b
          cross join lateral (
            select count(*) as n, sum(p.amount_minor) as total from postings p
             where p.merchant_id = b.merchant_id and p.credit_account = b.id
               and p.booked_at >= (select since from bounds)
               and p.booked_at < (select until from bounds)) c
          cross join lateral (
            select count(*) as n, sum(p.amount_minor) as total from postings p
             where p.merchant_id = b.merchant_id and p.debit_account = b.id
               and p.booked_at >= (select since from bounds)
               and p.booked_at < (select until from bounds)) d
         where c.n + d.n > 0
      ), closed as (
        insert into ledger_closings (merchant_id, account_id, day, balance_minor, closed_at)
        select m.merchant_id, m.id, cast(?1 as date), coalesce(before.balance_minor, 0) + m.total,
               now()
          from moved m
          left join lateral (
            select l.balance_minor from ledger_closings l
             where l.merchant_id = m.merchant_id and l.account_id = m.id
               and l.day < cast(?1 as date)
             order by l.day desc limit 1) before on true
        on conflict (merchant_id, account_id, day) do nothing
      )
      select merchant_id, id from batch order by merchant_id desc, id desc limit 1
      """;
}
