-- Old months of events leave the live database (docs/adr/0038). Their tables are the owner's alone:
-- the runtime role has no right on the schema.

create schema if not exists ${flyway:defaultSchema}_archive;

-- Which months left, or are about to: written before the first step, so that what was broken off is
-- found again.
create table archived_months (
  month       date not null,
  began_at    timestamptz not null,
  archived_at timestamptz,
  constraint archived_months_pk primary key (month),
  constraint archived_months_month_ck check (extract(day from month) = 1),
  constraint archived_months_order_ck check (archived_at >= began_at)
);

-- A merchant's last event that is gone. A reader whose cursor is before it would miss events.
create table archived_events (
  merchant_id uuid not null,
  position    xid8 not null,
  event_id    uuid not null,
  constraint archived_events_pk primary key (merchant_id),
  constraint archived_events_merchant_fk foreign key (merchant_id) references merchants (id)
);

grant select on archived_events to ${runtimeRole};
