-- Channels outside the database: whom a merchant pays through, what became of each try, what the
-- providers told, and what a person has to look at (docs/adr/0018).

create table channel_configurations (
  merchant_id    uuid not null,
  id             uuid not null,
  channel        text not null,
  scenes         text not null,
  enabled        boolean not null,
  settings       text not null,
  sealed_secrets bytea,
  notify_url     text,
  version        bigint not null,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  constraint channel_configurations_pk primary key (merchant_id, id),
  constraint channel_configurations_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint channel_configurations_channel_ck check (channel in ('WECHAT_PAY', 'ALIPAY', 'TEST')),
  constraint channel_configurations_scenes_ck check (scenes <> ''),
  constraint channel_configurations_sealed_secrets_ck check (octet_length(sealed_secrets) >= 31)
);
-- A notice knows the id alone.
create unique index channel_configurations_by_id on channel_configurations (id);
create index channel_configurations_changed on channel_configurations (changed_at);
create index channel_configurations_by_key_version
  on channel_configurations ((get_byte(sealed_secrets, 1) * 256 + get_byte(sealed_secrets, 2)))
  where sealed_secrets is not null;

alter table attempts
  add column test             boolean not null default false,
  add column configuration_id uuid,
  add column next_action      text,
  add column sealed_payer     bytea,
  add column expires_at       timestamptz,
  add column started_at       timestamptz,
  add column asked_at         timestamptz,
  add column asks             integer not null default 0,
  add column due_at           timestamptz;
update attempts a set test = true
  from payments p
 where p.merchant_id = a.merchant_id and p.id = a.payment_id and p.test;
-- the default stays for nodes of the version before, which do not name the column
alter table attempts
  add constraint attempts_test_channel_ck check (channel <> 'TEST' or test),
  -- whoever is asked outside the database can be asked again
  add constraint attempts_outside_ck check (
    channel = 'BALANCE' or (configuration_id is not null and scene is not null
                            and expires_at is not null and started_at is not null)) not valid,
  add constraint attempts_due_ck check (
    channel = 'BALANCE' or (status in ('PENDING', 'UNKNOWN')) = (due_at is not null)) not valid;
create index attempts_due on attempts (due_at) where due_at is not null;

-- The provider's number of the money that paid; the channel BALANCE has none.
alter table payments add column channel_transaction_id text;

-- A provider's notice takes effect once; its body is not kept.
create table channel_notices (
  merchant_id      uuid not null,
  configuration_id uuid not null,
  notice_id        text not null,
  attempt_id       uuid,
  refund_id        uuid,
  received_at      timestamptz not null,
  constraint channel_notices_pk primary key (merchant_id, configuration_id, notice_id),
  constraint channel_notices_id_ck check (length(notice_id) between 1 and 128)
);
create index channel_notices_by_age on channel_notices (received_at);

-- Money on its way back. refund_id is the merchant's; null where Kassa gives back by itself.
create table refunds (
  merchant_id        uuid not null,
  id                 uuid not null,
  payment_id         uuid not null,
  attempt_id         uuid not null,
  refund_id          text,
  cause              text not null,
  status             text not null,
  amount_minor       bigint not null,
  currency           text not null,
  reason             text,
  provider_refund_id text,
  created_at         timestamptz not null,
  ended_at           timestamptz,
  started_at         timestamptz,
  asks               integer not null default 0,
  due_at             timestamptz,
  test               boolean not null,
  constraint refunds_pk primary key (merchant_id, id),
  constraint refunds_refund_uq unique (merchant_id, refund_id),
  constraint refunds_attempt_fk foreign key (merchant_id, payment_id, attempt_id)
    references attempts (merchant_id, payment_id, id),
  constraint refunds_cause_ck check (cause in ('MERCHANT', 'LATE', 'SURPLUS')),
  constraint refunds_cause_id_ck check ((cause = 'MERCHANT') = (refund_id is not null)),
  constraint refunds_status_ck check (status in ('PENDING', 'SUCCEEDED', 'FAILED')),
  constraint refunds_amount_ck check (amount_minor between 1 and 999999999999),
  constraint refunds_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint refunds_ended_ck check ((status = 'PENDING') = (ended_at is null)),
  constraint refunds_due_ck check ((status = 'PENDING') = (due_at is not null))
);
create index refunds_by_payment on refunds (merchant_id, payment_id);
create index refunds_due on refunds (due_at) where due_at is not null;

-- What a person has to look at; the same trouble again is counted, not repeated.
create table incidents (
  merchant_id      uuid not null,
  id               uuid not null,
  kind             text not null,
  subject          text not null,
  payment_id       uuid,
  attempt_id       uuid,
  configuration_id uuid,
  details          text,
  occurrences      bigint not null default 1,
  created_at       timestamptz not null,
  last_at          timestamptz not null,
  closed_at        timestamptz,
  closed_by        text,
  note             text,
  constraint incidents_pk primary key (merchant_id, id),
  constraint incidents_subject_uq unique (merchant_id, kind, subject),
  constraint incidents_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint incidents_closed_ck check ((closed_at is null) = (closed_by is null))
);
create index incidents_open on incidents (created_at, id) where closed_at is null;
create unique index incidents_by_id on incidents (id);

-- Whether a fact came after the payment's time was over.
alter table events add column late boolean not null default false;

-- An attempt whose money belongs to the payment is posted as PAYMENT, any other one to suspense.
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
   where t.status in ('PENDING', 'UNKNOWN') and p.status in ('CANCELED', 'EXPIRED', 'REQUIRES_CONFIRMATION');

grant select, insert on channel_configurations, channel_notices, refunds, incidents to ${runtimeRole};
grant update (scenes, enabled, settings, sealed_secrets, notify_url, version, changed_at)
  on channel_configurations to ${runtimeRole};
grant update (channel_transaction_id) on payments to ${runtimeRole};
grant update (next_action, sealed_payer, started_at, asked_at, asks, due_at) on attempts to ${runtimeRole};
grant update (status, provider_refund_id, ended_at, started_at, asks, due_at, reason)
  on refunds to ${runtimeRole};
grant update (occurrences, last_at, details, closed_at, closed_by, note) on incidents to ${runtimeRole};
grant delete on channel_notices to ${runtimeRole};
