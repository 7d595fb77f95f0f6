-- Reconciliation: a day of a channel's bill against what Kassa booked (docs/adr/0027).

create table reconciliations (
  merchant_id       uuid not null,
  id                uuid not null,
  configuration_id  uuid not null,
  channel           text not null,
  bill_date         date not null,
  status            text not null,
  stage_id          uuid,
  runs              integer not null default 0,
  line_count        bigint not null default 0,
  payment_count     bigint not null default 0,
  refund_count      bigint not null default 0,
  matched_count     bigint not null default 0,
  discrepancy_count bigint not null default 0,
  bill_hash         text,
  reason            text,
  requested_by      text not null,
  created_at        timestamptz not null,
  started_at        timestamptz,
  ended_at          timestamptz,
  due_at            timestamptz,
  constraint reconciliations_pk primary key (merchant_id, id),
  constraint reconciliations_day_uq unique (merchant_id, configuration_id, bill_date),
  constraint reconciliations_configuration_fk foreign key (merchant_id, configuration_id)
    references channel_configurations (merchant_id, id),
  constraint reconciliations_status_ck check (status in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  constraint reconciliations_ended_ck check ((status in ('DONE', 'FAILED')) = (ended_at is not null)),
  -- what waits or runs is taken by whichever node comes when it is due; what is done never again
  constraint reconciliations_due_ck check (
    case status when 'DONE' then due_at is null when 'FAILED' then true else due_at is not null end),
  constraint reconciliations_hash_ck check (bill_hash ~ '^[0-9a-f]{64}$')
);
create unique index reconciliations_by_id on reconciliations (id);
create index reconciliations_by_age on reconciliations (created_at, id);
create index reconciliations_due on reconciliations (due_at) where due_at is not null;

-- A bill while it is compared; gone when the run ends. What a crash of the database empties is
-- fetched again.
create unlogged table reconciliation_lines (
  merchant_id    uuid not null,
  stage_id       uuid not null,
  line           integer not null,
  kind           text not null,
  transaction_id text not null,
  order_number   text not null,
  attempt_id     uuid,
  refund_number  text,
  refund_id      uuid,
  amount_minor   bigint not null,
  currency       text not null,
  state          text not null,
  standing       text not null,
  at             timestamptz not null,
  constraint reconciliation_lines_pk primary key (merchant_id, stage_id, line)
);
create index reconciliation_lines_by_transaction
  on reconciliation_lines (merchant_id, stage_id, transaction_id, line) where kind = 'PAYMENT';
create index reconciliation_lines_by_refund
  on reconciliation_lines (merchant_id, stage_id, refund_number, line) where kind = 'REFUND';

-- What a bill told of another day's attempt or refund, so that its own day does not miss it.
create table reconciliation_carries (
  merchant_id      uuid not null,
  configuration_id uuid not null,
  subject_id       uuid not null,
  bill_date        date not null,
  constraint reconciliation_carries_pk primary key (merchant_id, configuration_id, subject_id)
);

create table discrepancies (
  merchant_id       uuid not null,
  id                uuid not null,
  reconciliation_id uuid not null,
  kind              text not null,
  subject           text not null,
  line              integer,
  transaction_id    text,
  order_number      text,
  refund_number     text,
  bill_amount_minor bigint,
  bill_currency     text,
  bill_state        text,
  bill_at           timestamptz,
  payment_id        uuid,
  attempt_id        uuid,
  refund_id         uuid,
  own_amount_minor  bigint,
  own_currency      text,
  own_state         text,
  own_at            timestamptz,
  status            text not null,
  action            text,
  reason            text,
  outcome           text,
  resolved_by       text,
  resolved_at       timestamptz,
  created_at        timestamptz not null,
  constraint discrepancies_pk primary key (merchant_id, id),
  constraint discrepancies_reconciliation_fk foreign key (merchant_id, reconciliation_id)
    references reconciliations (merchant_id, id),
  constraint discrepancies_kind_ck check (
    kind in ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT', 'STATE', 'DUPLICATE')),
  constraint discrepancies_subject_ck check (subject in ('PAYMENT', 'REFUND')),
  constraint discrepancies_status_ck check (status in ('OPEN', 'RESOLVED')),
  constraint discrepancies_action_ck check (
    action in ('QUERY_AND_BOOK', 'REFUND', 'SUSPENSE', 'IGNORE', 'FOUND_LATER')),
  constraint discrepancies_bill_ck check ((kind = 'MISSING_THERE') = (line is null)),
  constraint discrepancies_resolved_ck check (
    (status = 'RESOLVED') = (action is not null) and (status = 'RESOLVED') = (resolved_at is not null)
    and (status = 'RESOLVED') = (resolved_by is not null))
);
create unique index discrepancies_by_id on discrepancies (id);
create index discrepancies_by_reconciliation on discrepancies (merchant_id, reconciliation_id, id);
create index discrepancies_open on discrepancies (merchant_id, reconciliation_id)
  where status = 'OPEN';
create index discrepancies_missing on discrepancies (merchant_id, attempt_id)
  where status = 'OPEN' and kind = 'MISSING_THERE';

-- What Kassa booked in a day.
create index attempts_by_end on attempts (merchant_id, configuration_id, ended_at)
  where status = 'SUCCEEDED' and configuration_id is not null;
create index refunds_by_start on refunds (merchant_id, started_at) where started_at is not null;

grant select, insert on reconciliations, reconciliation_carries, discrepancies to ${runtimeRole};
grant select, insert, delete on reconciliation_lines to ${runtimeRole};
grant delete on reconciliation_carries to ${runtimeRole};
grant update (status, stage_id, runs, line_count, payment_count, refund_count, matched_count,
              discrepancy_count, bill_hash, reason, started_at, ended_at, due_at)
  on reconciliations to ${runtimeRole};
grant update (status, action, reason, outcome, resolved_by, resolved_at)
  on discrepancies to ${runtimeRole};
