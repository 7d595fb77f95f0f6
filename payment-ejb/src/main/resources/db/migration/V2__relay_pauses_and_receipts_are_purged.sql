-- An operator may hold the relay of one consumer; the lease statement itself looks here.
create table relay_pauses (
  consumer  text not null,
  paused_at timestamptz not null,
  paused_by text not null,
  constraint relay_pauses_pk primary key (consumer)
);

-- Receipts go once no copy of their event can arrive any more (docs/adr/0006).
create index receipts_by_age on receipts (received_at);

grant select, insert, delete on relay_pauses to ${runtimeRole};
grant delete on receipts to ${runtimeRole};
