-- Merchants read their events and have them delivered to endpoints of theirs (docs/adr/0026).

-- A payment's events in order; streams and deliveries look here.
create index events_by_payment on events (merchant_id, payment_id, sequence)
  where payment_id is not null;

create table webhook_endpoints (
  merchant_id            uuid not null,
  id                     uuid not null,
  url                    text not null,
  event_types            text not null,
  sealed_secret          bytea,
  sealed_previous_secret bytea,
  previous_until         timestamptz,
  enabled                boolean not null,
  disabled_reason        text,
  failures               integer not null default 0,
  failing_since          timestamptz,
  resume_at              timestamptz,
  deleted_at             timestamptz,
  version                bigint not null,
  created_at             timestamptz not null,
  changed_at             timestamptz not null,
  constraint webhook_endpoints_pk primary key (merchant_id, id),
  constraint webhook_endpoints_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint webhook_endpoints_url_ck check (length(url) between 8 and 2000),
  constraint webhook_endpoints_secret_ck check (deleted_at is not null or sealed_secret is not null),
  constraint webhook_endpoints_sealed_ck check (octet_length(sealed_secret) >= 31
                                                and octet_length(sealed_previous_secret) >= 31),
  constraint webhook_endpoints_overlap_ck check (
    (sealed_previous_secret is null) = (previous_until is null)),
  constraint webhook_endpoints_failing_ck check ((failures = 0) = (failing_since is null)),
  constraint webhook_endpoints_deleted_ck check (deleted_at is null or not enabled)
);
create unique index webhook_endpoints_by_id on webhook_endpoints (id);
create index webhook_endpoints_failing on webhook_endpoints (failing_since)
  where failing_since is not null;
create index webhook_endpoints_by_key_version
  on webhook_endpoints ((get_byte(sealed_secret, 1) * 256 + get_byte(sealed_secret, 2)))
  where sealed_secret is not null;
create index webhook_endpoints_by_previous_key_version
  on webhook_endpoints
    ((get_byte(sealed_previous_secret, 1) * 256 + get_byte(sealed_previous_secret, 2)))
  where sealed_previous_secret is not null;

-- One event on its way to one endpoint. due_at drives everything, as in the outbox. No foreign key
-- to the endpoint: every delivery would lock its row, and endpoints are never deleted from here.
create table webhook_deliveries (
  merchant_id uuid not null,
  id          uuid not null,
  endpoint_id uuid not null,
  event_id    uuid not null,
  payment_id  uuid,
  object_id   uuid not null,
  type        text not null,
  sequence    integer,
  late        boolean not null,
  event_at    timestamptz not null,
  status      text not null,
  attempts    integer not null default 0,
  tries       integer not null default 0,
  due_at      timestamptz,
  give_up_at  timestamptz not null,
  created_at  timestamptz not null,
  ended_at    timestamptz,
  constraint webhook_deliveries_pk primary key (merchant_id, id),
  constraint webhook_deliveries_once_uq unique (endpoint_id, event_id),
  constraint webhook_deliveries_status_ck check (status in ('PENDING', 'DELIVERED', 'PARKED')),
  constraint webhook_deliveries_due_ck check ((status = 'PENDING') = (due_at is not null)),
  constraint webhook_deliveries_ended_ck check ((status = 'PENDING') = (ended_at is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create unique index webhook_deliveries_by_id on webhook_deliveries (id);
create index webhook_deliveries_of_merchant on webhook_deliveries (merchant_id, created_at, id);
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at)
  where due_at is not null;
create index webhook_deliveries_give_up on webhook_deliveries (give_up_at)
  where due_at is not null;
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where ended_at is not null;
create index webhook_deliveries_parked on webhook_deliveries (merchant_id, endpoint_id)
  where status = 'PARKED';

create table webhook_attempts (
  merchant_id     uuid not null,
  delivery_id     uuid not null,
  number          integer not null,
  started_at      timestamptz not null,
  duration_millis integer not null,
  status          integer,
  failure         text,
  answer          text,
  constraint webhook_attempts_pk primary key (merchant_id, delivery_id, number),
  constraint webhook_attempts_outcome_ck check ((status is null) <> (failure is null)),
  constraint webhook_attempts_answer_ck check (length(answer) <= 1024)
);

-- Whoever writes an event announces it in the same statement, without another round trip and
-- without knowing of webhooks; where a merchant has no endpoint, nothing is written.
create function announce_events() returns trigger language plpgsql as $$
begin
  insert into ${flyway:defaultSchema}.outbox
    (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at)
  select n.id, 'webhook', n.merchant_id, n.payment_id, n.object_id, n.type, n.created_at,
         n.created_at
    from announced n
   where exists (select 1 from ${flyway:defaultSchema}.webhook_endpoints e
                  where e.merchant_id = n.merchant_id and e.enabled);
  return null;
end
$$;
create trigger events_announced after insert on events
  referencing new table as announced
  for each statement execute function announce_events();

grant select, insert on webhook_endpoints, webhook_deliveries, webhook_attempts to ${runtimeRole};
grant update (url, event_types, sealed_secret, sealed_previous_secret, previous_until, enabled,
              disabled_reason, failures, failing_since, resume_at, deleted_at, version, changed_at)
  on webhook_endpoints to ${runtimeRole};
grant update (status, attempts, tries, due_at, give_up_at, ended_at)
  on webhook_deliveries to ${runtimeRole};
grant delete on webhook_deliveries, webhook_attempts to ${runtimeRole};
