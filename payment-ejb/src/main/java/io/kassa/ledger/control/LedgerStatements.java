package io.kassa.ledger.control;

/**
 * The statements that read and reverse. Each reads the closings first and of the postings only what
 * came after the last closed day, by the index of one side of an account at a time.
 */
final class LedgerStatements {
  private LedgerStatements() {}

  private static final String POSTING =
      """
      p.transaction_id, p.line, p.transaction_type, p.reference_id, p.debit_account,
      p.credit_account, p.amount_minor, p.currency, p.booked_at, p.fee_schedule_id
      """;

  /** An account's balance before ?3, credits positive. */
  static final String BALANCE =
      """
      with closed as (
        select max(day) as day,
               coalesce(cast(max(day) + 1 as timestamp) at time zone 'UTC',
                        cast('-infinity' as timestamptz)) as until
          from ledger_closed_days
         where cast(day + 1 as timestamp) at time zone 'UTC' <= ?3
      )
      select coalesce((select c.balance_minor from ledger_closings c
                        where c.merchant_id = ?1 and c.account_id = ?2
                          and c.day <= (select day from closed)
                        order by c.day desc limit 1), 0)
           + coalesce((select sum(amount_minor) from postings
                        where merchant_id = ?1 and credit_account = ?2
                          and booked_at >= (select until from closed) and booked_at < ?3), 0)
           - coalesce((select sum(amount_minor) from postings
                        where merchant_id = ?1 and debit_account = ?2
                          and booked_at >= (select until from closed) and booked_at < ?3), 0)
      """;

  /** An account's postings before a position, newest first; each side gives at most a page. */
  static final String ENTRIES =
      "select "
          + POSTING
          + " from ((select "
          + POSTING
          + side("credit_account")
          + ") union all (select "
          + POSTING
          + side("debit_account")
          + ")) p order by p.booked_at desc, p.transaction_id desc limit ?5";

  static final String TRANSACTION =
      "select "
          + POSTING
          + " from postings p where p.merchant_id = ?1 and p.transaction_id = ?2 order by p.line";

  /** What all accounts of a code hold before ?2 in a currency, of one merchant or of all. */
  static final String TOTALS =
      """
      with closed as (
        select max(day) as day,
               coalesce(cast(max(day) + 1 as timestamp) at time zone 'UTC',
                        cast('-infinity' as timestamptz)) as until
          from ledger_closed_days
         where cast(day + 1 as timestamp) at time zone 'UTC' <= ?2
      ), accounts as (
        select merchant_id, id, code from ledger_accounts
         where currency = ?1 and (cast(?3 as uuid) is null or merchant_id = cast(?3 as uuid))
      ), parts as (
        select a.code, c.balance_minor as amount
          from accounts a
          cross join lateral (
            select balance_minor from ledger_closings l
             where l.merchant_id = a.merchant_id and l.account_id = a.id
               and l.day <= (select day from closed)
             order by l.day desc limit 1) c
        union all
        select a.code, p.amount_minor
          from postings p join accounts a on a.merchant_id = p.merchant_id and a.id = p.credit_account
         where p.booked_at >= (select until from closed) and p.booked_at < ?2
           and (cast(?3 as uuid) is null or p.merchant_id = cast(?3 as uuid))
        union all
        select a.code, -p.amount_minor
          from postings p join accounts a on a.merchant_id = p.merchant_id and a.id = p.debit_account
         where p.booked_at >= (select until from closed) and p.booked_at < ?2
           and (cast(?3 as uuid) is null or p.merchant_id = cast(?3 as uuid))
      )
      select code, cast(sum(amount) as bigint) from parts group by code order by code
      """;

  /** The mirror of a transaction, written once. */
  static final String REVERSE =
      """
      with reversed as (
        insert into ledger_reversals (merchant_id, transaction_id, reversal_id, reason, created_at)
        values (?1, ?2, ?3, ?4, now())
        on conflict (merchant_id, transaction_id) do nothing
        returning merchant_id, transaction_id, reversal_id
      )
      insert into postings
        (merchant_id, transaction_id, line, transaction_type, reference_id,
         debit_account, credit_account, amount_minor, currency, booked_at)
      select p.merchant_id, r.reversal_id, p.line, 'REVERSAL', p.transaction_id,
             p.credit_account, p.debit_account, p.amount_minor, p.currency, now()
        from reversed r
        join postings p on p.merchant_id = r.merchant_id and p.transaction_id = r.transaction_id
      returning transaction_id
      """;

  private static String side(String column) {
    return " from postings p where p.merchant_id = ?1 and p."
        + column
        + """
         = ?2 and p.booked_at <= ?3 and (p.booked_at, p.transaction_id) < (?3, cast(?4 as uuid))
         order by p.booked_at desc, p.transaction_id desc limit ?5""";
  }
}
