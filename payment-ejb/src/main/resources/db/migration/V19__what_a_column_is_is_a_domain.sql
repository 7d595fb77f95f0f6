-- PostgreSQL reads the text of a table's CHECK constraints and plans them anew in every statement
-- that writes; a domain's it keeps per session. So what one column by itself has to be is a domain
-- now, and a table keeps what its columns have to be together. What may be stored is the same.
--
-- A column takes a domain without constraints as it is, and the constraints are added afterwards
-- without reading the table: they hold for what is written from now on, and the next migration
-- looks at what was written before.

create domain payment_status as text;
create domain invoice_status as text;
create domain attempt_status as text;
create domain account_status as text;
create domain channel_name as text;
create domain scene_name as text;
create domain currency_code as text;
create domain posting_type as text;
create domain order_number as text;
create domain idempotency_key as text;
create domain payment_amount as bigint;
create domain posting_amount as bigint;
create domain refunded_amount as bigint;
create domain account_balance as bigint;
create domain key_version as integer;
create domain sha256_digest as bytea;
create domain whole_second as timestamptz;

drop view ledger_closing_violations;
drop view ledger_violations;
drop view ledger_entries;

alter table payments
  drop constraint payments_amount_ck,
  drop constraint payments_channel_ck,
  drop constraint payments_confirmed_ck,
  drop constraint payments_currency_ck,
  drop constraint payments_erased_ck,
  drop constraint payments_expiry_ck,
  drop constraint payments_invoice_status_ck,
  drop constraint payments_key_version_ck,
  drop constraint payments_order_id_ck,
  drop constraint payments_refunded_ck,
  drop constraint payments_request_hash_ck,
  drop constraint payments_status_ck,
  drop constraint payments_test_channel_ck;
alter table payments
  alter column order_id type order_number,
  alter column amount_minor type payment_amount,
  alter column currency type currency_code,
  alter column amount_refunded_minor type refunded_amount,
  alter column status type payment_status,
  alter column channel type channel_name,
  alter column invoice_status type invoice_status,
  alter column key_version type key_version,
  alter column request_hash type sha256_digest,
  alter column expires_at type whole_second,
  add constraint payments_refunded_ck check (amount_refunded_minor <= amount_minor) not valid,
  add constraint payments_expiry_ck check (expires_at > created_at) not valid,
  add constraint payments_test_channel_ck check (channel <> 'TEST' or test) not valid,
  add constraint payments_confirmed_ck check (
    num_nonnulls(confirmed_at, confirmation_number, confirmation_jws)
      = case status when 'SUCCEEDED' then 3 else 0 end
    and (status <> 'SUCCEEDED' or channel is not null)) not valid,
  add constraint payments_erased_ck check (
    erased_at is null
    or num_nonnulls(sealed_buyer, metadata, return_url, description, lines) = 0) not valid;

alter table attempts
  drop constraint attempts_amount_ck,
  drop constraint attempts_channel_ck,
  drop constraint attempts_due_ck,
  drop constraint attempts_ended_ck,
  drop constraint attempts_outside_ck,
  drop constraint attempts_refunded_ck,
  drop constraint attempts_scene_ck,
  drop constraint attempts_status_ck,
  drop constraint attempts_test_channel_ck;
alter table attempts
  alter column channel type channel_name,
  alter column scene type scene_name,
  alter column status type attempt_status,
  alter column amount_minor type payment_amount,
  alter column amount_refunded_minor type refunded_amount,
  add constraint attempts_test_channel_ck check (channel <> 'TEST' or test) not valid,
  add constraint attempts_ended_ck check (
    (status in ('PENDING', 'UNKNOWN')) = (ended_at is null)) not valid,
  add constraint attempts_refunded_ck check (
    amount_refunded_minor <= amount_minor
    and (amount_refunded_minor = 0 or status = 'SUCCEEDED')) not valid,
  add constraint attempts_due_ck check (
    channel = 'BALANCE' or (ended_at is null) = (due_at is not null)) not valid,
  add constraint attempts_outside_ck check (
    channel = 'BALANCE'
    or num_nulls(configuration_id, scene, expires_at, started_at) = 0) not valid;

alter table postings
  drop constraint postings_amount_ck,
  drop constraint postings_currency_ck,
  drop constraint postings_fee_ck,
  drop constraint postings_type_ck;
alter table postings
  alter column transaction_type type posting_type,
  alter column amount_minor type posting_amount,
  alter column currency type currency_code,
  add constraint postings_fee_ck check (
    fee_schedule_id is null or transaction_type = 'FEE') not valid;

alter table stored_value_accounts
  drop constraint stored_value_accounts_balance_ck,
  drop constraint stored_value_accounts_currency_ck,
  drop constraint stored_value_accounts_status_ck;
alter table stored_value_accounts
  alter column currency type currency_code,
  alter column status type account_status,
  alter column balance_minor type account_balance;

alter table idempotency_records
  drop constraint idempotency_records_key_ck,
  drop constraint idempotency_records_hash_ck;
alter table idempotency_records
  alter column key type idempotency_key,
  alter column body_sha256 type sha256_digest;

alter domain payment_status add constraint payment_status_ck check (
  value in ('REQUIRES_CONFIRMATION', 'PROCESSING', 'SUCCEEDED', 'CANCELED', 'EXPIRED')) not valid;
alter domain invoice_status add constraint invoice_status_ck check (
  value in ('NONE', 'PENDING', 'ISSUED')) not valid;
alter domain attempt_status add constraint attempt_status_ck check (
  value in ('PENDING', 'SUCCEEDED', 'DECLINED', 'UNKNOWN', 'CLOSED')) not valid;
alter domain account_status add constraint account_status_ck check (
  value in ('OPEN', 'FROZEN', 'CLOSED')) not valid;
alter domain channel_name add constraint channel_name_ck check (
  value in ('BALANCE', 'WECHAT_PAY', 'ALIPAY', 'TEST')) not valid;
alter domain scene_name add constraint scene_name_ck check (
  value in ('NATIVE', 'APP', 'H5', 'JSAPI')) not valid;
alter domain currency_code add constraint currency_code_ck check (
  value ~ '^[A-Z]{3}$') not valid;
alter domain posting_type add constraint posting_type_ck check (
  value in ('DEPOSIT', 'WITHDRAWAL', 'PAYMENT', 'REFUND', 'FEE', 'SETTLEMENT', 'SUSPENSE',
            'REVERSAL')) not valid;
alter domain order_number add constraint order_number_ck check (
  length(value) between 1 and 64) not valid;
alter domain idempotency_key add constraint idempotency_key_ck check (
  length(value) between 1 and 255) not valid;
alter domain payment_amount add constraint payment_amount_ck check (
  value between 1 and 999999999999) not valid;
alter domain posting_amount add constraint posting_amount_ck check (value > 0) not valid;
alter domain refunded_amount add constraint refunded_amount_ck check (value >= 0) not valid;
alter domain account_balance add constraint account_balance_ck check (
  value between 0 and 9007199254740991) not valid;
alter domain key_version add constraint key_version_ck check (
  value between 1 and 65535) not valid;
alter domain sha256_digest add constraint sha256_digest_ck check (octet_length(value) = 32) not valid;
alter domain whole_second add constraint whole_second_ck check (
  value = date_trunc('second', value)) not valid;

-- The views are as they were: they name columns that have another type now.
create view ledger_entries as
  select merchant_id, transaction_id, line, transaction_type, reference_id, booked_at, currency,
         debit_account as account_id, -amount_minor as amount_minor
    from postings
  union all
  select merchant_id, transaction_id, line, transaction_type, reference_id, booked_at, currency,
         credit_account, amount_minor
    from postings;

create view ledger_violations as
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

create view ledger_closing_violations as
  select 'closing-differs' as violation, c.account_id::text as subject,
         c.day || ': ' || c.balance_minor || ' closed, ' || coalesce(sum(e.amount_minor), 0)
           || ' posted' as detail
    from ledger_closings c
    left join ledger_entries e
      on e.merchant_id = c.merchant_id and e.account_id = c.account_id
     and e.booked_at < (c.day + 1)::timestamp at time zone 'UTC'
   group by c.merchant_id, c.account_id, c.day, c.balance_minor
  having c.balance_minor <> coalesce(sum(e.amount_minor), 0)
  union all
  select distinct 'closing-missing', e.account_id::text, d.day::text
    from ledger_entries e
    join ledger_closed_days d on d.day = (e.booked_at at time zone 'UTC')::date
    left join ledger_closings c
      on c.merchant_id = e.merchant_id and c.account_id = e.account_id and c.day = d.day
   where c.day is null;

grant select on ledger_entries, ledger_violations, ledger_closing_violations
  to ${runtimeRole};
