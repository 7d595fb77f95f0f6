-- Refunds that merchants ask for, and their credit notes (docs/adr/0023).

-- What a merchant asked for under its refund id, so that asking again is told from asking otherwise;
-- and the channel's word where it refused, apart from the merchant's reason.
alter table refunds
  add column request_hash bytea,
  add column failure      text,
  add constraint refunds_request_hash_ck check (
    (cause = 'MERCHANT') = (request_hash is not null) and octet_length(request_hash) = 32);
-- no merchant could ask before, so what stands there is a channel's word
update refunds set failure = reason, reason = null where status = 'FAILED';
drop index refunds_by_payment;
create index refunds_by_payment on refunds (merchant_id, payment_id, id);

-- A credit note belongs to one refund, an invoice to none.
alter table invoices
  add column refund_id uuid,
  add constraint invoices_refund_fk foreign key (merchant_id, refund_id)
    references refunds (merchant_id, id),
  add constraint invoices_refund_ck check ((kind = 'CREDIT_NOTE') = (refund_id is not null));
create unique index invoices_one_per_refund on invoices (merchant_id, refund_id)
  where refund_id is not null;
-- What was credited of an invoice before.
create index invoices_credit_notes on invoices (merchant_id, payment_id)
  where kind = 'CREDIT_NOTE';

-- What is pending or went back is what attempt and payment count, and each refund is posted.
create or replace view ledger_violations as
  select 'currency-not-zero' as violation, currency as subject, sum(amount_minor)::text as detail
    from ledger_entries group by currency having sum(amount_minor) <> 0
  union all
  select 'balance-differs', a.id::text, a.balance_minor || ' stored, ' || coalesce(e.total, 0) || ' posted'
    from stored_value_accounts a
    left join (select merchant_id, account_id, sum(amount_minor) as total
                 from ledger_entries group by merchant_id, account_id) e
      on e.merchant_id = a.merchant_id and e.account_id = a.id
   where a.balance_minor <> coalesce(e.total, 0)
  union all
  select 'unknown-account', e.transaction_id::text, e.account_id::text
    from ledger_entries e
    left join ledger_accounts a
      on a.merchant_id = e.merchant_id and a.id = e.account_id and a.currency = e.currency
   where a.id is null
  union all
  select 'payment-not-posted', p.id::text, p.amount_minor || ' paid, ' || coalesce(t.total, 0) || ' posted'
    from payments p
    left join (select merchant_id, reference_id, currency, sum(amount_minor) as total
                 from postings where transaction_type = 'PAYMENT'
                group by merchant_id, reference_id, currency) t
      on t.merchant_id = p.merchant_id and t.reference_id = p.id and t.currency = p.currency
   where (p.status = 'SUCCEEDED') <> (t.reference_id is not null)
      or (p.status = 'SUCCEEDED' and t.total <> p.amount_minor)
  union all
  select 'attempts-disagree', p.id::text, count(t.id) || ' paying attempts'
    from payments p
    left join attempts t
      on t.merchant_id = p.merchant_id and t.payment_id = p.id and t.status = 'SUCCEEDED'
     and exists (select 1 from postings b
                  where b.merchant_id = t.merchant_id and b.transaction_id = t.id
                    and b.transaction_type = 'PAYMENT' and b.reference_id = p.id)
   where p.status = 'SUCCEEDED'
   group by p.merchant_id, p.id having count(t.id) <> 1
  union all
  select 'attempt-not-posted', t.id::text, t.amount_minor || ' taken, ' || coalesce(sum(b.amount_minor), 0) || ' posted'
    from attempts t
    left join postings b
      on b.merchant_id = t.merchant_id and b.transaction_id = t.id
     and b.transaction_type in ('PAYMENT', 'SUSPENSE')
   group by t.merchant_id, t.id, t.status, t.amount_minor
  having coalesce(sum(b.amount_minor), 0) <> case when t.status = 'SUCCEEDED' then t.amount_minor else 0 end
  union all
  select 'attempt-open-on-final', p.id::text, t.id::text
    from payments p
    join attempts t on t.merchant_id = p.merchant_id and t.payment_id = p.id
   where t.status in ('PENDING', 'UNKNOWN') and p.status in ('CANCELED', 'EXPIRED', 'REQUIRES_CONFIRMATION')
  union all
  select 'refunds-disagree', t.id::text, t.amount_refunded_minor || ' counted, ' || coalesce(r.total, 0) || ' refunded'
    from attempts t
    left join (select merchant_id, payment_id, attempt_id, sum(amount_minor) as total
                 from refunds where status <> 'FAILED'
                group by merchant_id, payment_id, attempt_id) r
      on r.merchant_id = t.merchant_id and r.payment_id = t.payment_id and r.attempt_id = t.id
   where t.amount_refunded_minor <> coalesce(r.total, 0)
  union all
  select 'payment-refunds-disagree', p.id::text, p.amount_refunded_minor || ' counted, ' || coalesce(r.total, 0) || ' refunded'
    from payments p
    left join (select merchant_id, payment_id, sum(amount_minor) as total
                 from refunds where status <> 'FAILED' and cause = 'MERCHANT'
                group by merchant_id, payment_id) r
      on r.merchant_id = p.merchant_id and r.payment_id = p.id
   where p.amount_refunded_minor <> coalesce(r.total, 0)
  union all
  select 'refund-not-posted', r.id::text,
         r.status || ' ' || r.amount_minor || ', posted ' || coalesce(b.refunded, 0) || ', reversed ' || coalesce(b.reversed, 0)
    from refunds r
    join attempts t
      on t.merchant_id = r.merchant_id and t.payment_id = r.payment_id and t.id = r.attempt_id
    left join (select merchant_id, transaction_id,
                      sum(amount_minor) filter (where transaction_type = 'REFUND') as refunded,
                      sum(amount_minor) filter (where transaction_type = 'REVERSAL') as reversed
                 from postings group by merchant_id, transaction_id) b
      on b.merchant_id = r.merchant_id and b.transaction_id = r.id
   where coalesce(b.refunded, 0)
           <> r.amount_minor * case when r.status = 'SUCCEEDED' and t.channel <> 'BALANCE' then 2 else 1 end
      or coalesce(b.reversed, 0) <> case when r.status = 'FAILED' then r.amount_minor else 0 end;

grant update (failure) on refunds to ${runtimeRole};
