-- Limits: which nodes are live, what a merchant may create, and what was drawn of each day's budget.

-- A node is live while its heartbeat is younger than 15 s by this database's clock (docs/adr/0017).
create table nodes (
  id           uuid not null,
  heartbeat_at timestamptz not null,
  constraint nodes_pk primary key (id)
) with (fillfactor = 50);

create table merchant_limits (
  merchant_id       uuid not null,
  currency          text not null,
  per_payment_minor bigint,
  per_day_minor     bigint,
  constraint merchant_limits_pk primary key (merchant_id, currency),
  constraint merchant_limits_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint merchant_limits_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint merchant_limits_some_ck check (per_payment_minor is not null or per_day_minor is not null),
  constraint merchant_limits_per_payment_ck check (per_payment_minor between 1 and 9007199254740991),
  constraint merchant_limits_per_day_ck check (per_day_minor between 1 and 9007199254740991)
);

-- The row that all nodes draw from, in chunks. drawn_minor is what nodes took, used or not.
create table daily_budgets (
  merchant_id uuid not null,
  currency    text not null,
  day         date not null,
  drawn_minor bigint not null,
  constraint daily_budgets_pk primary key (merchant_id, currency, day),
  constraint daily_budgets_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint daily_budgets_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint daily_budgets_drawn_ck check (drawn_minor >= 0)
) with (fillfactor = 50);
create index daily_budgets_by_day on daily_budgets (day);

grant select, insert, delete on nodes, merchant_limits, daily_budgets to ${runtimeRole};
grant update (heartbeat_at) on nodes to ${runtimeRole};
grant update (per_payment_minor, per_day_minor) on merchant_limits to ${runtimeRole};
grant update (drawn_minor) on daily_budgets to ${runtimeRole};
