-- The chain over the audit entries: each link is a hash over the link before it and its entry
-- (docs/adr/0016). Links are few, a person's actions, so the table is not partitioned. There is no
-- foreign key to the entry: it would make a deletion fail for everyone but those who can drop it, and
-- the chain has to show what those did.

create table audit_chain (
  sequence  bigint not null,
  entry_id  uuid not null,
  entry_at  timestamptz not null,
  hash      bytea not null,
  sealed_at timestamptz not null,
  constraint audit_chain_pk primary key (sequence),
  constraint audit_chain_entry_uq unique (entry_id),
  constraint audit_chain_sequence_ck check (sequence > 0),
  constraint audit_chain_hash_ck check (octet_length(hash) = 32)
);

-- What the sealer looks for, and the pages that people read.
create index audit_entries_by_time on audit_entries (at, id);

grant select, insert on audit_chain to ${runtimeRole};
