-- Reports for analysis: counts by hour and day, fed from the events (docs/adr/0028).

-- What the roll-ups take, in the order in which nothing can slip in before them any more.
create index events_reported on events (position, id)
  where type in ('payment.succeeded', 'payment.canceled', 'payment.expired',
                 'refund.succeeded', 'refund.failed');

-- How far the roll-ups are; one row. It moves in the transaction that counts.
create table report_cursor (
  only_row     boolean not null default true,
  position     xid8 not null,
  event_id     uuid not null,
  caught_up_at timestamptz,
  constraint report_cursor_pk primary key (only_row),
  constraint report_cursor_only_ck check (only_row)
);
insert into report_cursor (position, event_id) values ('0', '00000000-0000-0000-0000-000000000000');

-- What ended in an hour or a day of UTC. NONE is the channel of a payment that nobody tried to pay.
create table report_rollups (
  merchant_id       uuid not null,
  grain             text not null,
  starts_at         timestamptz not null,
  channel           text not null,
  currency          text not null,
  test              boolean not null,
  succeeded         bigint not null,
  canceled          bigint not null,
  expired           bigint not null,
  declined_attempts bigint not null,
  amount_minor      numeric(30) not null,
  refunds           bigint not null,
  refunds_failed    bigint not null,
  refunded_minor    numeric(30) not null,
  constraint report_rollups_pk primary key (grain, starts_at, merchant_id, channel, currency),
  constraint report_rollups_grain_ck check (grain in ('HOUR', 'DAY')),
  constraint report_rollups_channel_ck check (
    channel in ('BALANCE', 'WECHAT_PAY', 'ALIPAY', 'TEST', 'NONE')),
  -- expired is not checked: a payment that is paid late takes its expiry back by adding -1
  constraint report_rollups_counts_ck check (
    succeeded >= 0 and canceled >= 0 and declined_attempts >= 0 and refunds >= 0
    and refunds_failed >= 0 and amount_minor >= 0 and refunded_minor >= 0)
) with (fillfactor = 80);
create index report_rollups_of_merchant on report_rollups (merchant_id, grain, starts_at);

-- How long payers took: bucket b holds 1.2^b up to 1.2^(b+1) milliseconds.
create table report_confirm_times (
  merchant_id uuid not null,
  grain       text not null,
  starts_at   timestamptz not null,
  channel     text not null,
  currency    text not null,
  bucket      smallint not null,
  payments    bigint not null,
  constraint report_confirm_times_pk
    primary key (grain, starts_at, merchant_id, channel, currency, bucket),
  constraint report_confirm_times_payments_ck check (payments > 0)
) with (fillfactor = 80);
create index report_confirm_times_of_merchant on report_confirm_times (merchant_id, grain, starts_at);

grant select on report_cursor to ${runtimeRole};
grant update (position, event_id, caught_up_at) on report_cursor to ${runtimeRole};
grant select, insert, delete on report_rollups, report_confirm_times to ${runtimeRole};
grant update (succeeded, canceled, expired, declined_attempts, amount_minor, refunds, refunds_failed,
              refunded_minor)
  on report_rollups to ${runtimeRole};
grant update (payments) on report_confirm_times to ${runtimeRole};
