-- An operator may hold the relay of one consumer; the lease statement itself looks here.
create table relay_pauses (
  consumer  text not null,
  paused_at timestamptz not null,
  paused_by text not null,
  constraint relay_pauses_pk primary key (consumer)
);

grant select, insert, delete on relay_pauses to ${runtimeRole};
