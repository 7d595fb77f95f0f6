-- What a node that is gone held is looked for every second, in a backlog of any length.
create index outbox_leased on outbox (leased_by) where leased_by is not null and dead_at is null;

-- Closed incidents are read newest first, as open ones are.
create index incidents_closed on incidents (created_at, id) where closed_at is not null;

-- What bills told of other days' attempts is forgotten by the bill's day.
create index reconciliation_carries_by_day on reconciliation_carries (bill_date);
