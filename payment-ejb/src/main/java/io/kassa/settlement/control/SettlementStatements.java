package io.kassa.settlement.control;

/** The statements on settlements. */
final class SettlementStatements {
  private SettlementStatements() {}

  /** A settlement with its last payment and the sums of its days. */
  static final String SELECT =
      """
      select s.merchant_id, s.id, s.number, s.currency, cast(s.period_from as text),
             cast(s.period_to as text), s.opening_minor, s.closing_minor, s.net_minor,
             s.payable_minor, s.payable_account, s.funding_netted_minor, s.netting_id,
             s.merchant_name, s.test,
             p.transaction_id, p.reference, p.paid_at, p.created_at,
             exists (select 1 from ledger_reversals r
                      where r.merchant_id = s.merchant_id
                        and r.transaction_id = p.transaction_id) as reversed,
             s.created_at as made_at,
             d.payments, d.gross, d.refunds, d.fees, d.funding, d.paid_out, d.other
        from settlements s
        left join lateral (
          select transaction_id, reference, paid_at, created_at from settlement_payouts o
           where o.merchant_id = s.merchant_id and o.settlement_id = s.id
           order by o.number desc limit 1) p on true
        cross join lateral (
          select cast(sum(payments) as bigint) as payments,
                 cast(sum(gross_minor) as bigint) as gross,
                 cast(sum(refunds_minor) as bigint) as refunds,
                 cast(sum(fees_minor) as bigint) as fees,
                 cast(sum(funding_minor) as bigint) as funding,
                 cast(sum(paid_out_minor) as bigint) as paid_out,
                 cast(sum(other_minor) as bigint) as other
            from settlement_days y
           where y.merchant_id = s.merchant_id and y.settlement_id = s.id) d
      """;

  static final String DAYS =
      """
      select cast(day as text), payments, gross_minor, refunds_minor, fees_minor, funding_minor,
             paid_out_minor, other_minor
        from settlement_days where merchant_id = ?1 and settlement_id = ?2
       order by day limit ?3
      """;

  static final String INSERT =
      """
      insert into settlements
        (merchant_id, id, number, currency, period_from, period_to, continues_from, opening_minor,
         closing_minor, net_minor, payable_minor, payable_account, funding_netted_minor, netting_id,
         merchant_name, test, created_at)
      values (?1, ?2, ?3, ?4, cast(?5 as date), cast(?6 as date),
              case when ?3 = 1 then null else cast(?5 as date) end, ?7, ?8, ?9, ?10, ?11, ?12,
              cast(?13 as uuid), ?14, ?15, now())
      """;

  static final String INSERT_DAY =
      """
      insert into settlement_days
        (merchant_id, settlement_id, day, payments, gross_minor, refunds_minor, fees_minor,
         funding_minor, paid_out_minor, other_minor)
      values (?1, ?2, cast(?3 as date), ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """;

  /** Notes a payment if there is none, or none that was not reversed. */
  static final String PAY_OUT =
      """
      insert into settlement_payouts
        (merchant_id, settlement_id, number, transaction_id, reference, paid_at, created_at)
      select ?1, ?2, 1 + count(*), ?3, ?4, cast(?5 as timestamptz), now()
        from settlement_payouts o
       where o.merchant_id = ?1 and o.settlement_id = ?2
      having not exists (
        select 1 from settlement_payouts n
         where n.merchant_id = ?1 and n.settlement_id = ?2
           and not exists (select 1 from ledger_reversals r
                            where r.merchant_id = ?1 and r.transaction_id = n.transaction_id))
      on conflict (merchant_id, settlement_id, number) do nothing
      """;
}
