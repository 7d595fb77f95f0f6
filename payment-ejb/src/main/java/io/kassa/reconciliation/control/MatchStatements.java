package io.kassa.reconciliation.control;

/**
 * How a bill's lines and the books are compared: each statement takes a slice, and the database
 * looks every line up by an index. Parameters 1 to 4 are merchant, reconciliation, configuration
 * and the bill's day; 5 is the stage.
 *
 * <p>Statistics are made of a bill before it is compared, but a sample of them may miss a stage,
 * and the planner then believes it to be short. A look-up that it may not turn into a join, {@code
 * (select … limit 1)}, keeps to the index all the same; as {@code not exists} it read the whole
 * bill for each attempt. A look-up in the bill itself names the stage as that of its line, not as a
 * parameter: of a stage that statistics do not know the planner expects a single row, by whichever
 * index.
 */
final class MatchStatements {
  private MatchStatements() {}

  /**
   * Payments of the bill's lines from 6 to below 7. An attempt belongs to a line by the provider's
   * number, or else by ours; 8 is the channel, 9 and 10 are the times between which attempts are of
   * this day. Returns how many agree and how many do not.
   */
  static final String PAYMENTS =
      """
      with bill as (
        select l.line, l.transaction_id, l.order_number, l.amount_minor, l.currency, l.state, l.at,
               exists (select 1 from reconciliation_lines e
                        where e.merchant_id = l.merchant_id and e.stage_id = l.stage_id
                          and e.kind = 'PAYMENT'
                          and e.transaction_id = l.transaction_id and e.line < l.line) as again,
               t.id is not null as booked,
               coalesce(t.payment_id, o.payment_id) as payment_id,
               coalesce(t.id, o.id) as attempt_id,
               coalesce(t.status, o.status) as own_state,
               coalesce(t.amount_minor, o.amount_minor) as own_amount,
               coalesce(t.ended_at, o.ended_at) as own_at,
               coalesce(t.configuration_id, o.configuration_id) as own_configuration
          from reconciliation_lines l
          left join lateral (
            select a.payment_id, a.id, a.status, a.amount_minor, a.ended_at, a.configuration_id
              from attempts a
             where a.merchant_id = ?1 and a.channel = ?8
               and a.provider_transaction_id = l.transaction_id
             limit 1) t on true
          left join lateral (
            select a.payment_id, a.id, a.status, a.amount_minor, a.ended_at, a.configuration_id
              from attempts a
             where t.id is null and a.merchant_id = ?1 and a.id = l.attempt_id
               and a.channel = ?8
             limit 1) o on true
         where l.merchant_id = ?1 and l.stage_id = ?5 and l.line >= ?6 and l.line < ?7
           and l.kind = 'PAYMENT'
      ), judged as (
        select b.*, p.currency as own_currency,
               case when b.own_configuration <> ?3 then 'ELSEWHERE'
                    when b.again then 'DUPLICATE'
                    when b.attempt_id is null then 'MISSING_HERE'
                    when not b.booked and b.own_state = 'SUCCEEDED' then 'DUPLICATE'
                    when not b.booked then 'STATE'
                    when b.amount_minor <> b.own_amount or b.currency <> p.currency then 'AMOUNT'
                    else 'MATCHED' end as verdict
          from bill b
          left join lateral (select y.currency from payments y
                              where y.merchant_id = ?1 and y.id = b.payment_id limit 1) p on true
      ), carried as (
        insert into reconciliation_carries (merchant_id, configuration_id, subject_id, bill_date)
        select distinct ?1, ?3, j.attempt_id, cast(?4 as date) from judged j
         where j.attempt_id is not null and j.verdict <> 'ELSEWHERE'
           and (not j.booked or j.own_at < ?9 or j.own_at >= ?10)
        on conflict (merchant_id, configuration_id, subject_id) do nothing
      ), returned as (
        update discrepancies d
           set status = 'RESOLVED', action = 'FOUND_LATER', resolved_by = 'kassa',
               resolved_at = now(), outcome = 'in the bill of ' || ?4
          from judged j
         where d.merchant_id = ?1 and d.attempt_id = j.attempt_id and d.status = 'OPEN'
           and d.kind = 'MISSING_THERE' and d.subject = 'PAYMENT' and j.verdict = 'MATCHED'
      ), found as (
        insert into discrepancies
          (merchant_id, id, reconciliation_id, kind, subject, line, transaction_id, order_number,
           bill_amount_minor, bill_currency, bill_state, bill_at, payment_id, attempt_id,
           own_amount_minor, own_currency, own_state, own_at, status, created_at)
        select ?1, gen_random_uuid(), ?2, j.verdict, 'PAYMENT', j.line, j.transaction_id,
               j.order_number, j.amount_minor, j.currency, j.state, j.at, j.payment_id,
               j.attempt_id, j.own_amount, j.own_currency, j.own_state, j.own_at, 'OPEN', now()
          from judged j where j.verdict not in ('MATCHED', 'ELSEWHERE')
        returning 1
      )
      select (select count(*) from judged where verdict = 'MATCHED'), (select count(*) from found)
      """;

  /**
   * Refunds of the same lines. A refund belongs to a line by our number of it, for that is what
   * both providers tell.
   */
  static final String REFUNDS =
      """
      with bill as (
        select l.line, l.transaction_id, l.order_number, l.refund_number, l.amount_minor,
               l.currency, l.state, l.standing, l.at,
               exists (select 1 from reconciliation_lines e
                        where e.merchant_id = l.merchant_id and e.stage_id = l.stage_id
                          and e.kind = 'REFUND'
                          and e.refund_number = l.refund_number and e.line < l.line) as again,
               r.id as refund_id, r.payment_id, r.attempt_id, r.status as own_state,
               r.amount_minor as own_amount, r.currency as own_currency, r.ended_at as own_at,
               r.started_at, a.configuration_id as own_configuration
          from reconciliation_lines l
          left join lateral (
            select f.id, f.payment_id, f.attempt_id, f.status, f.amount_minor, f.currency,
                   f.ended_at, f.started_at
              from refunds f where f.merchant_id = ?1 and f.id = l.refund_id limit 1) r on true
          left join lateral (
            select t.configuration_id from attempts t
             where t.merchant_id = ?1 and t.payment_id = r.payment_id and t.id = r.attempt_id
               and t.channel = ?8
             limit 1) a on true
         where l.merchant_id = ?1 and l.stage_id = ?5 and l.line >= ?6 and l.line < ?7
           and l.kind = 'REFUND'
      ), judged as (
        select b.*,
               case when b.own_configuration <> ?3 then 'ELSEWHERE'
                    when b.again then 'DUPLICATE'
                    when b.refund_id is null then 'MISSING_HERE'
                    when (b.standing = 'DONE' and b.own_state <> 'SUCCEEDED')
                      or (b.standing = 'OPEN' and b.own_state = 'FAILED')
                      or (b.standing = 'FAILED' and b.own_state = 'SUCCEEDED') then 'STATE'
                    when b.amount_minor <> b.own_amount or b.currency <> b.own_currency
                      then 'AMOUNT'
                    else 'MATCHED' end as verdict
          from bill b
      ), carried as (
        insert into reconciliation_carries (merchant_id, configuration_id, subject_id, bill_date)
        select distinct ?1, ?3, j.refund_id, cast(?4 as date) from judged j
         where j.refund_id is not null and j.verdict <> 'ELSEWHERE'
           and (j.started_at is null or j.started_at < ?9 or j.started_at >= ?10)
        on conflict (merchant_id, configuration_id, subject_id) do nothing
      ), returned as (
        update discrepancies d
           set status = 'RESOLVED', action = 'FOUND_LATER', resolved_by = 'kassa',
               resolved_at = now(), outcome = 'in the bill of ' || ?4
          from judged j
         where d.merchant_id = ?1 and d.attempt_id = j.attempt_id and d.refund_id = j.refund_id
           and d.status = 'OPEN' and d.kind = 'MISSING_THERE' and j.verdict = 'MATCHED'
      ), found as (
        insert into discrepancies
          (merchant_id, id, reconciliation_id, kind, subject, line, transaction_id, order_number,
           refund_number, bill_amount_minor, bill_currency, bill_state, bill_at, payment_id,
           attempt_id, refund_id, own_amount_minor, own_currency, own_state, own_at, status,
           created_at)
        select ?1, gen_random_uuid(), ?2, j.verdict, 'REFUND', j.line, j.transaction_id,
               j.order_number, j.refund_number, j.amount_minor, j.currency, j.state, j.at,
               j.payment_id, j.attempt_id, j.refund_id, j.own_amount, j.own_currency, j.own_state,
               j.own_at, 'OPEN', now()
          from judged j where j.verdict not in ('MATCHED', 'ELSEWHERE')
        returning 1
      )
      select (select count(*) from judged where verdict = 'MATCHED'), (select count(*) from found)
      """;

  /** Attempts that were paid here from 6 to before 7 and that the bill does not tell. */
  static final String PAYMENTS_MISSING_THERE =
      """
      insert into discrepancies
        (merchant_id, id, reconciliation_id, kind, subject, payment_id, attempt_id, transaction_id,
         own_amount_minor, own_currency, own_state, own_at, status, created_at)
      select ?1, gen_random_uuid(), ?2, 'MISSING_THERE', 'PAYMENT', a.payment_id, a.id,
             a.provider_transaction_id, a.amount_minor,
             (select p.currency from payments p where p.merchant_id = ?1 and p.id = a.payment_id),
             a.status, a.ended_at, 'OPEN', now()
        from attempts a
       where a.merchant_id = ?1 and a.configuration_id = ?3 and a.status = 'SUCCEEDED'
         and a.ended_at >= ?6 and a.ended_at < ?7
         and (select 1 from reconciliation_lines l
               where l.merchant_id = ?1 and l.stage_id = ?5 and l.kind = 'PAYMENT'
                 and l.transaction_id = a.provider_transaction_id
               limit 1) is null
         and (select 1 from reconciliation_carries c
               where c.merchant_id = ?1 and c.configuration_id = ?3 and c.subject_id = a.id
                 and c.bill_date <> cast(?4 as date)) is null
      """;

  /** Refunds that were asked for from 6 to before 7, were made, and that the bill does not tell. */
  static final String REFUNDS_MISSING_THERE =
      """
      insert into discrepancies
        (merchant_id, id, reconciliation_id, kind, subject, payment_id, attempt_id, refund_id,
         refund_number, own_amount_minor, own_currency, own_state, own_at, status, created_at)
      select ?1, gen_random_uuid(), ?2, 'MISSING_THERE', 'REFUND', r.payment_id, r.attempt_id, r.id,
             replace(cast(r.id as text), '-', ''), r.amount_minor, r.currency, r.status,
             r.ended_at, 'OPEN', now()
        from refunds r
        join attempts a on a.merchant_id = ?1 and a.payment_id = r.payment_id
         and a.id = r.attempt_id and a.configuration_id = ?3
       where r.merchant_id = ?1 and r.status = 'SUCCEEDED'
         and r.started_at >= ?6 and r.started_at < ?7
         and (select 1 from reconciliation_lines l
               where l.merchant_id = ?1 and l.stage_id = ?5 and l.kind = 'REFUND'
                 and l.refund_number = replace(cast(r.id as text), '-', '')
               limit 1) is null
         and (select 1 from reconciliation_carries c
               where c.merchant_id = ?1 and c.configuration_id = ?3 and c.subject_id = r.id
                 and c.bill_date <> cast(?4 as date)) is null
      """;
}
