-- Fees, balances by roll-up, reversals and settlements (docs/adr/0024, docs/adr/0025).

alter table ledger_accounts drop constraint ledger_accounts_code_ck;
alter table ledger_accounts add constraint ledger_accounts_code_ck check (code in (
  'MERCHANT_PAYABLE', 'MERCHANT_FUNDING_RECEIVABLE', 'CHANNEL_CLEARING',
  'CUSTOMER_STORED_VALUE', 'FEES', 'REFUNDS_IN_TRANSIT', 'SUSPENSE', 'BANK'));
-- Operators know a ledger account by its id alone.
create unique index ledger_accounts_by_id on ledger_accounts (id);

-- What a merchant pays per payment; never changed: the next one takes over at its time.
create table fee_schedules (
  merchant_id    uuid not null,
  id             uuid not null,
  channel        text not null,
  currency       text not null,
  rate_ppm       integer not null,
  fixed_minor    bigint not null,
  effective_from timestamptz not null,
  created_at     timestamptz not null,
  constraint fee_schedules_pk primary key (merchant_id, id),
  constraint fee_schedules_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint fee_schedules_channel_ck check (channel in ('BALANCE', 'WECHAT_PAY', 'ALIPAY', 'TEST')),
  constraint fee_schedules_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint fee_schedules_rate_ck check (rate_ppm between 0 and 1000000),
  constraint fee_schedules_fixed_ck check (fixed_minor between 0 and 999999999999),
  constraint fee_schedules_effective_ck check (effective_from > created_at)
);
-- How a node learns of new ones.
create index fee_schedules_by_age on fee_schedules (created_at);

-- By which schedule a fee was taken.
alter table postings add column fee_schedule_id uuid;
alter table postings add constraint postings_fee_ck check (
  fee_schedule_id is null or transaction_type = 'FEE');

-- What stood on an account at the end of a UTC day on which it moved.
create table ledger_closings (
  merchant_id   uuid not null,
  account_id    uuid not null,
  day           date not null,
  balance_minor bigint not null,
  closed_at     timestamptz not null,
  constraint ledger_closings_pk primary key (merchant_id, account_id, day)
);
-- Days of which every account that moved has its closing. Nothing is ever booked on one of them.
create table ledger_closed_days (
  day       date not null,
  closed_at timestamptz not null,
  constraint ledger_closed_days_pk primary key (day)
);

-- A transaction is reversed once.
create table ledger_reversals (
  merchant_id    uuid not null,
  transaction_id uuid not null,
  reversal_id    uuid not null,
  reason         text not null,
  created_at     timestamptz not null,
  constraint ledger_reversals_pk primary key (merchant_id, transaction_id),
  constraint ledger_reversals_reversal_uq unique (merchant_id, reversal_id),
  constraint ledger_reversals_reason_ck check (length(reason) between 1 and 500)
);

-- What a merchant earned in whole UTC days, frozen. Each continues the one before: the first of a
-- currency has no continues_from and is the only one; every other begins where exactly one ended.
-- So periods neither overlap nor leave a gap.
create table settlements (
  merchant_id      uuid not null,
  id               uuid not null,
  number           integer not null,
  currency         text not null,
  period_from      date not null,
  period_to        date not null,
  continues_from   date,
  opening_minor    bigint not null,
  closing_minor    bigint not null,
  net_minor        bigint not null,
  payable_minor    bigint not null,
  payable_account  uuid not null,
  funding_netted_minor bigint not null,
  netting_id       uuid,
  merchant_name    text not null,
  test             boolean not null,
  created_at       timestamptz not null,
  constraint settlements_pk primary key (merchant_id, id),
  constraint settlements_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint settlements_number_uq unique (merchant_id, currency, number),
  constraint settlements_from_uq unique (merchant_id, currency, period_from),
  constraint settlements_to_uq unique (merchant_id, currency, period_to),
  constraint settlements_continues_fk foreign key (merchant_id, currency, continues_from)
    references settlements (merchant_id, currency, period_to),
  constraint settlements_continues_ck check (continues_from = period_from),
  constraint settlements_first_ck check ((number = 1) = (continues_from is null)),
  constraint settlements_period_ck check (period_from < period_to),
  constraint settlements_payable_ck check (payable_minor = greatest(net_minor, 0)),
  constraint settlements_netting_ck check (
    funding_netted_minor >= 0 and (funding_netted_minor > 0) = (netting_id is not null))
);

create table settlement_days (
  merchant_id      uuid not null,
  settlement_id    uuid not null,
  day              date not null,
  payments         bigint not null,
  gross_minor      bigint not null,
  refunds_minor    bigint not null,
  fees_minor       bigint not null,
  funding_minor    bigint not null,
  paid_out_minor   bigint not null,
  other_minor      bigint not null,
  constraint settlement_days_pk primary key (merchant_id, settlement_id, day),
  constraint settlement_days_settlement_fk foreign key (merchant_id, settlement_id)
    references settlements (merchant_id, id)
);

-- Each has its posting. A later number takes over from one that the bank sent back, which is reversed.
create table settlement_payouts (
  merchant_id    uuid not null,
  settlement_id  uuid not null,
  number         integer not null,
  transaction_id uuid not null,
  reference      text not null,
  paid_at        timestamptz not null,
  created_at     timestamptz not null,
  constraint settlement_payouts_pk primary key (merchant_id, settlement_id, number),
  constraint settlement_payouts_settlement_fk foreign key (merchant_id, settlement_id)
    references settlements (merchant_id, id),
  constraint settlement_payouts_reference_ck check (length(reference) between 1 and 140)
);

-- Empty, or a roll-up is wrong. Reads all postings, as ledger_violations does.
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

grant select, insert on
  fee_schedules, ledger_closings, ledger_closed_days, ledger_reversals, settlements,
  settlement_days, settlement_payouts
  to ${runtimeRole};
grant select on ledger_closing_violations to ${runtimeRole};
