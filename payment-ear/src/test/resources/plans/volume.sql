-- Some four months of eight test merchants. More than half is the first one's, which with a customer
-- and its payable is what a test knows. Foreign keys and triggers are off, the session's time zone is UTC. What it costs
-- to scan a table matters, so rows are about as wide as Kassa's. Numbers that Kassa counts up begin
-- where it never comes to in a test: its own statements are tried beside these rows.

create temporary table shops as
select n, case n when 0 then cast(current_setting('volume.merchant') as uuid)
                 else gen_random_uuid() end as id,
       case n when 0 then cast(current_setting('volume.payable') as uuid)
              else gen_random_uuid() end as payable,
       gen_random_uuid() as fees, gen_random_uuid() as clearing, gen_random_uuid() as hook,
       gen_random_uuid() as configuration
  from generate_series(0, 7) n;

create temporary table customers as
select c.n, s.id as merchant_id,
       case c.n when 0 then cast(current_setting('volume.account') as uuid)
                else gen_random_uuid() end as id
  from generate_series(0, 11999) c (n) join shops s on s.n = greatest(0, c.n % 16 - 8);

create temporary table sales as
select i, s.id as merchant_id, s.payable, s.fees, s.clearing, s.hook, s.configuration,
       c.id as account_id, now() - age as at, v.status,
       case when i % 4 = 1 or v.status = 'PROCESSING' then 'TEST' else 'BALANCE' end as channel,
       v.status = 'SUCCEEDED' and i % 2 = 0 as invoiced,
       v.status = 'SUCCEEDED' and i % 5 = 2 as refunded,
       uuidv7(-age) as payment_id, uuidv7(-age) as attempt_id, uuidv7(-age) as fee_id,
       uuidv7(-age) as event_id, uuidv7(-age) as refund_id, uuidv7(-age) as invoice_id
  from generate_series(1, 30000) i
  join shops s on s.n = greatest(0, i % 16 - 8)
  join customers c on c.n = i % 12000
 cross join lateral (select (30000 - i) * interval '5 minutes' as age) a
 cross join lateral (
   select case when i > 29700 and i % 3 = 0 then 'PROCESSING'
               when i > 29700 and i % 3 = 1 then 'REQUIRES_CONFIRMATION'
               when i % 50 = 7 then 'CANCELED'
               when i % 50 = 9 then 'EXPIRED'
               else 'SUCCEEDED' end as status) v;

do $$
declare month timestamptz;
begin
  for month in select generate_series(date_trunc('month', now() - interval '106 days'),
                                      now() + interval '30 days', interval '1 month') loop
    for t in 1..3 loop
      execute format('create table %I partition of %I for values from (%L) to (%L)',
        (array['postings', 'events', 'audit_entries'])[t] || to_char(month, '_YYYY_MM'),
        (array['postings', 'events', 'audit_entries'])[t], month, month + interval '1 month');
    end loop;
  end loop;
end $$;

-- The server made the first one, so it is not there to be made again.
insert into merchants (id, name, mode, status, invoicing, late_success, created_at, version)
select id, 'Shop ' || n, 'TEST', 'ACTIVE', 'ON_REQUEST', 'ACCEPT', now(), 1 from shops where n > 0;

insert into nodes (id, heartbeat_at)
values (gen_random_uuid(), now()),
       ('00000000-0000-0000-0000-00000000dead', now() - interval '1 minute');

insert into channel_configurations
  (merchant_id, id, channel, scenes, enabled, settings, version, created_at, changed_at)
select id, configuration, 'TEST', 'NATIVE', true, '{}', 1, now(), now() from shops;

insert into webhook_endpoints
  (merchant_id, id, url, event_types, sealed_secret, enabled, version, created_at, changed_at)
select id, hook, 'https://shop.example/hook', '', sha256('secret'), true, 1, now(), now()
  from shops;

insert into stored_value_accounts
  (merchant_id, id, customer_id, currency, status, balance_minor, created_at)
select merchant_id, id, 'customer ' || n, 'CNY', 'OPEN', 1000000, now() from customers;

insert into ledger_accounts (merchant_id, id, code, owner_id, currency, created_at)
select merchant_id, id, 'CUSTOMER_STORED_VALUE', id, 'CNY', now() from customers
union all select id, payable, 'MERCHANT_PAYABLE', id, 'CNY', now() from shops
union all select id, fees, 'FEES', id, 'CNY', now() from shops
union all select id, clearing, 'CHANNEL_CLEARING', id, 'CNY', now() from shops;

insert into deposits (merchant_id, id, account_id, deposit_id, amount_minor, currency, created_at)
select merchant_id, gen_random_uuid(), id, 'deposit ' || n, 1000000, 'CNY', now() from customers;

insert into payments
  (merchant_id, id, order_id, amount_minor, currency, amount_refunded_minor, description, status,
   channel, account_id, invoice_status, test, key_version, request_hash, created_at, expires_at,
   confirmed_at, confirmation_number, confirmation_jws, event_sequence)
select merchant_id, payment_id, 'order ' || i, 1000, 'CNY', case when refunded then 100 else 0 end,
       case when at > now() - interval '30 days' then 'Green tea' end, status,
       case status when 'SUCCEEDED' then channel end, account_id,
       case when invoiced then 'ISSUED' else 'NONE' end, true, 1, sha256(cast('' || i as bytea)),
       at, date_trunc('second', at + interval '1 day'),
       case status when 'SUCCEEDED' then at + interval '2 seconds' end,
       case status when 'SUCCEEDED' then lpad('' || i, 26, '0') end,
       case status when 'SUCCEEDED' then repeat('x', 600) end, 1
  from sales;

insert into attempts
  (merchant_id, payment_id, id, channel, scene, status, amount_minor, amount_refunded_minor,
   provider_transaction_id, created_at, ended_at, test, configuration_id, expires_at, started_at,
   due_at)
select merchant_id, payment_id, attempt_id, channel, case channel when 'TEST' then 'NATIVE' end,
       case status when 'SUCCEEDED' then 'SUCCEEDED' else 'PENDING' end, 1000,
       case when refunded then 100 else 0 end,
       case when channel = 'TEST' and status = 'SUCCEEDED' then 'transaction ' || i end,
       at, case status when 'SUCCEEDED' then at end, true,
       case channel when 'TEST' then configuration end,
       case channel when 'TEST' then at + interval '1 day' end, case channel when 'TEST' then at end,
       case status when 'PROCESSING' then now() + (i % 60 - 10) * interval '1 minute' end
  from sales where status in ('SUCCEEDED', 'PROCESSING')
union all
select merchant_id, payment_id, fee_id, 'BALANCE', null, 'DECLINED', 1000, 0, null, at, at, true,
       null, null, null, null
  from sales where i % 20 = 4;

insert into postings
  (merchant_id, transaction_id, line, transaction_type, reference_id, debit_account,
   credit_account, amount_minor, currency, booked_at)
select merchant_id, attempt_id, 1, 'PAYMENT', payment_id,
       case channel when 'BALANCE' then account_id else clearing end, payable, 1000, 'CNY', at
  from sales where status = 'SUCCEEDED'
union all
select merchant_id, fee_id, 1, 'FEE', payment_id, payable, fees, 6, 'CNY', at
  from sales where status = 'SUCCEEDED';

insert into ledger_closings (merchant_id, account_id, day, balance_minor, closed_at)
select merchant_id, account_id, cast(booked_at as date) as day, sum(amount_minor), now()
  from ledger_entries where booked_at < current_date
 group by merchant_id, account_id, day;

insert into ledger_closed_days (day, closed_at)
select cast(day as date), now()
  from generate_series(current_date - 106, current_date - 1, interval '1 day') day;

insert into events
  (merchant_id, position, id, payment_id, object_id, type, sequence, created_at)
select merchant_id, cast('' || i / 50 as xid8), event_id, payment_id, payment_id,
       'payment.' || lower(status), 1, at
  from sales where status in ('SUCCEEDED', 'CANCELED', 'EXPIRED')
union all
select merchant_id, cast('' || i / 50 as xid8), invoice_id, payment_id, invoice_id, 'invoice.issued', 2,
       at
  from sales where invoiced
union all
select merchant_id, cast('' || i / 50 as xid8), refund_id, payment_id, refund_id, 'refund.succeeded', 3,
       at
  from sales where refunded;

-- A backlog, of which a thousand are on their way, half of them by a node that is gone.
insert into outbox
  (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, leased_by,
   sent_at, sends, dead_at)
select event_id, case when i % 5 = 0 then 'webhook' else 'invoice' end, merchant_id, payment_id,
       payment_id, 'payment.succeeded', at,
       case when i % 10 = 1 then now() + interval '1 minute' else at end,
       case i % 20 when 1 then '00000000-0000-0000-0000-00000000dead'
                   when 11 then 'another' end,
       case when i % 10 = 1 then now() end, 1, case when i % 50 = 2 then now() end
  from sales where i > 20000 and status = 'SUCCEEDED';

insert into receipts (event_id, consumer, merchant_id, received_at)
select event_id, 'invoice', merchant_id, at from sales where i <= 29000 and i > 20000
union all
select event_id, 'webhook', merchant_id, at from sales where i <= 29000 and i > 20000;

insert into refunds
  (merchant_id, id, payment_id, attempt_id, refund_id, cause, status, amount_minor, currency,
   request_hash, created_at, started_at, ended_at, due_at, test)
select merchant_id, refund_id, payment_id, attempt_id, 'refund ' || i, 'MERCHANT',
       case when i > 29900 then 'PENDING' else 'SUCCEEDED' end, 100, 'CNY',
       sha256(cast('' || i as bytea)), at, at, case when i <= 29900 then at end,
       case when i > 29900 then now() end, true
  from sales where refunded;

insert into invoices
  (merchant_id, id, kind, payment_id, refund_id, series, year, number, label, template_version,
   sealed_facts, facts_sha256, issued_at)
select merchant_id, invoice_id, 'INVOICE', payment_id, null, 'INV', extract(year from at),
       1000000 + i, 'INV-' || i, 2, cast(repeat('x', 400) as bytea), sha256(cast('' || i as bytea)), at
  from sales where invoiced
union all
select merchant_id, refund_id, 'CREDIT_NOTE', payment_id, refund_id, 'CN', extract(year from at),
       1000000 + i, 'CN-' || i, 2, cast(repeat('x', 400) as bytea), sha256(cast('' || i as bytea)), at
  from sales where invoiced and refunded;

insert into invoice_files
  (merchant_id, invoice_id, format, sha256, size_bytes, sealed_content, created_at)
select merchant_id, id, 'PDF', facts_sha256, 400, cast(repeat('x', 400) as bytea), issued_at
  from invoices;

insert into webhook_deliveries
  (merchant_id, id, endpoint_id, event_id, payment_id, object_id, type, sequence, late, event_at,
   status, attempts, tries, due_at, give_up_at, created_at, ended_at)
select merchant_id, event_id, hook, event_id, payment_id, payment_id, 'payment.succeeded', 1,
       false, at, s.status, 1, 1, case s.status when 'PENDING' then at end,
       greatest(at + interval '3 days', now()), at, case when s.status <> 'PENDING' then at end
  from sales
 cross join lateral (
   select case when i > 29500 and i % 2 = 0 then 'PENDING'
               when i % 100 = 5 then 'PARKED' else 'DELIVERED' end as status) s
 where i > 18000;

insert into webhook_attempts
  (merchant_id, delivery_id, number, started_at, duration_millis, status, answer)
select merchant_id, id, 1, created_at, 20, 204, '' from webhook_deliveries;

insert into idempotency_records
  (merchant_id, route, key, body_sha256, status_code, resource_id, created_at)
select merchant_id, 'POST /payments', 'key ' || i, sha256(cast('' || i as bytea)), 201, payment_id,
       now() - (30000 - i) * interval '8 seconds'
  from sales;

insert into request_nonces (created_at, credential_id, nonce, merchant_id)
select now() - (30000 - i) * interval '20 milliseconds', 'kc_0000000000000000', 'nonce ' || i,
       merchant_id
  from sales;

insert into channel_notices
  (merchant_id, configuration_id, notice_id, attempt_id, received_at)
select merchant_id, configuration, 'notice ' || i, attempt_id, at from sales where i % 2 = 1;

insert into audit_entries (id, at, actor_kind, actor, action, merchant_id, object_id)
select event_id, at, 'operator', 'operator', 'payment.erased', merchant_id, '' || payment_id
  from sales;
insert into audit_chain (sequence, entry_id, entry_at, hash, sealed_at)
select 1000000 + i, event_id, at, sha256(cast('' || i as bytea)), at from sales where i <= 29990;

insert into incidents
  (merchant_id, id, kind, subject, payment_id, attempt_id, created_at, last_at, closed_at,
   closed_by)
select merchant_id, attempt_id, 'attempt-unknown', '' || attempt_id, payment_id, attempt_id, at, at,
       case when i <= 29500 then at end, case when i <= 29500 then 'kassa' end
  from sales where i % 5 = 1;

insert into reconciliations
  (merchant_id, id, configuration_id, channel, bill_date, status, requested_by, created_at,
   ended_at)
select s.id, gen_random_uuid(), s.configuration, 'TEST', current_date - d, 'DONE', 'daily',
       now() - d * interval '1 day', now() - d * interval '1 day'
  from shops s cross join generate_series(1, 700) d;

insert into discrepancies
  (merchant_id, id, reconciliation_id, kind, subject, line, payment_id, status, action, reason,
   resolved_by, resolved_at, created_at)
select merchant_id, gen_random_uuid(), id, 'STATE', 'PAYMENT', 1, id, 'RESOLVED', 'IGNORE', 'known',
       'operator', created_at, created_at
  from reconciliations;

insert into reconciliation_carries (merchant_id, configuration_id, subject_id, bill_date)
select merchant_id, configuration, attempt_id, cast(at as date) from sales where i % 3 = 1;

insert into report_rollups
  (merchant_id, grain, starts_at, channel, currency, test, succeeded, canceled, expired,
   declined_attempts, amount_minor, refunds, refunds_failed, refunded_minor)
select s.id, g.grain, at, c.channel, 'CNY', true, 10, 1, 1, 1, 10000, 1, 0, 100
  from shops s cross join (values ('BALANCE'), ('TEST')) c (channel)
 cross join (values ('HOUR', interval '1 hour'), ('DAY', interval '1 day')) g (grain, step)
 cross join lateral generate_series(date_trunc('day', now(), 'UTC') - interval '60 days', now(),
                                    g.step) at;

insert into report_confirm_times
  (merchant_id, grain, starts_at, channel, currency, bucket, payments)
select merchant_id, grain, starts_at, channel, currency, 40, 10 from report_rollups;
