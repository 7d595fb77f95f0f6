-- The door: what a credential may do, signed requests that work once, and the record behind
-- Idempotency-Key.

alter table merchants add column signed_only boolean not null default false;
grant update (signed_only) on merchants to ${runtimeRole};

alter table credentials
  add column scopes            text not null default 'payments:create refunds:create accounts:manage read',
  add column allowed_addresses text not null default '',
  add column last_used_at      timestamptz,
  add constraint credentials_public_key_ck check (octet_length(public_key) = 32),
  add constraint credentials_scopes_ck check (scopes <> '');
grant update (last_used_at) on credentials to ${runtimeRole};

-- A nonce works once: the row commits with the effect of the request that carried it. It starts
-- with the signature's own time, which the signature covers, so what is too old to be accepted is
-- one end of the primary key and no second index is needed to clear it away.
create table request_nonces (
  created_at    timestamptz not null,
  credential_id text not null,
  nonce         text not null,
  merchant_id   uuid not null,
  constraint request_nonces_pk primary key (created_at, credential_id, nonce),
  constraint request_nonces_nonce_ck check (length(nonce) between 1 and 128)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
grant select, insert, delete on request_nonces to ${runtimeRole};

-- The key is taken first and the answer filled in by the same transaction: nobody else ever sees a
-- record without its resource. A credential's id is text, so the resource's is.
alter table idempotency_records alter column status_code drop not null;
alter table idempotency_records alter column resource_id drop not null;
alter table idempotency_records alter column resource_id type text using resource_id::text;
alter table idempotency_records
  add constraint idempotency_records_key_ck check (length(key) between 1 and 255);
grant update (status_code, resource_id) on idempotency_records to ${runtimeRole};
