-- The spine: merchants, accounts, payments, ledger, events, outbox, invoices.
--
-- Every table of a merchant's data starts its primary key with merchant_id, and every lookup knows it:
-- a distributed PostgreSQL can shard by that column without another schema (docs/adr/0003).
-- Per-payment rows carry no foreign key to a row that all payments of a merchant share (the merchant,
-- the ledger accounts): its share lock would be taken by every payment. ledger_violations looks
-- after those references instead, and nobody has the right to DELETE what they point at.

create table merchants (
  id                uuid not null,
  name              text not null,
  mode              text not null,
  status            text not null,
  invoicing         text not null,
  late_success      text not null,
  seller_legal_name text,
  seller_tax_id     text,
  seller_address    text,
  created_at        timestamptz not null,
  version           bigint not null,
  constraint merchants_pk primary key (id),
  constraint merchants_name_ck check (length(name) between 1 and 200),
  constraint merchants_mode_ck check (mode in ('LIVE', 'TEST')),
  constraint merchants_status_ck check (status in ('ACTIVE', 'SUSPENDED')),
  constraint merchants_invoicing_ck check (invoicing in ('ALWAYS', 'ON_REQUEST')),
  constraint merchants_late_success_ck check (late_success in ('ACCEPT', 'REFUND'))
);

create table merchant_return_origins (
  merchant_id uuid not null,
  origin      text not null,
  constraint merchant_return_origins_pk primary key (merchant_id, origin),
  constraint merchant_return_origins_merchant_fk foreign key (merchant_id) references merchants (id)
);

create table credentials (
  id            text not null,
  merchant_id   uuid not null,
  type          text not null,
  secret_hash   bytea,
  sealed_secret bytea,
  public_key    bytea,
  created_at    timestamptz not null,
  expires_at    timestamptz,
  revoked_at    timestamptz,
  version       bigint not null,
  constraint credentials_pk primary key (id),
  constraint credentials_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint credentials_id_ck check (id ~ '^kc_[0-9A-Za-z]{16,40}$'),
  constraint credentials_type_ck check (type in ('SECRET', 'HMAC', 'ED25519')),
  constraint credentials_material_ck check (
    (type = 'SECRET') = (secret_hash is not null)
    and (type = 'HMAC') = (sealed_secret is not null)
    and (type = 'ED25519') = (public_key is not null)),
  constraint credentials_secret_hash_ck check (octet_length(secret_hash) = 32)
);
create index credentials_by_merchant on credentials (merchant_id);

-- A customer's stored value. Its id is also the id of its ledger account.
create table stored_value_accounts (
  merchant_id   uuid not null,
  id            uuid not null,
  customer_id   text not null,
  currency      text not null,
  status        text not null,
  balance_minor bigint not null,
  created_at    timestamptz not null,
  constraint stored_value_accounts_pk primary key (merchant_id, id),
  constraint stored_value_accounts_customer_uq unique (merchant_id, customer_id, currency),
  constraint stored_value_accounts_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint stored_value_accounts_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint stored_value_accounts_status_ck check (status in ('OPEN', 'FROZEN', 'CLOSED')),
  constraint stored_value_accounts_balance_ck check (balance_minor between 0 and 9007199254740991)
) with (fillfactor = 80);

create table deposits (
  merchant_id  uuid not null,
  id           uuid not null,
  account_id   uuid not null,
  deposit_id   text not null,
  amount_minor bigint not null,
  currency     text not null,
  created_at   timestamptz not null,
  constraint deposits_pk primary key (merchant_id, id),
  constraint deposits_deposit_uq unique (merchant_id, deposit_id),
  constraint deposits_account_fk foreign key (merchant_id, account_id)
    references stored_value_accounts (merchant_id, id),
  constraint deposits_amount_ck check (amount_minor between 1 and 999999999999)
);

create table payments (
  merchant_id           uuid not null,
  id                    uuid not null,
  order_id              text not null,
  amount_minor          bigint not null,
  currency              text not null,
  amount_refunded_minor bigint not null default 0,
  description           text,
  status                text not null,
  channel               text,
  account_id            uuid,
  return_url            text,
  metadata              text,
  lines                 text,
  sealed_buyer          bytea,
  invoice_status        text not null,
  test                  boolean not null,
  key_version           integer not null,
  request_hash          bytea not null,
  created_at            timestamptz not null,
  expires_at            timestamptz not null,
  confirmed_at          timestamptz,
  confirmation_number   text,
  confirmation_jws      text,
  event_sequence        integer not null default 0,
  constraint payments_pk primary key (merchant_id, id),
  constraint payments_order_uq unique (merchant_id, order_id),
  constraint payments_amount_ck check (amount_minor between 1 and 999999999999),
  constraint payments_refunded_ck check (amount_refunded_minor between 0 and amount_minor),
  constraint payments_currency_ck check (currency ~ '^[A-Z]{3}$'),
  constraint payments_order_id_ck check (length(order_id) between 1 and 64),
  constraint payments_status_ck check (
    status in ('REQUIRES_CONFIRMATION', 'PROCESSING', 'SUCCEEDED', 'CANCELED', 'EXPIRED')),
  constraint payments_invoice_status_ck check (invoice_status in ('NONE', 'PENDING', 'ISSUED')),
  constraint payments_channel_ck check (channel in ('BALANCE', 'WECHAT_PAY', 'ALIPAY', 'TEST')),
  constraint payments_test_channel_ck check (channel <> 'TEST' or test),
  constraint payments_confirmed_ck check (
    (status = 'SUCCEEDED') = (confirmed_at is not null)
    and (status = 'SUCCEEDED') = (confirmation_number is not null)
    and (status = 'SUCCEEDED') = (confirmation_jws is not null)
    and (status <> 'SUCCEEDED' or channel is not null)),
  constraint payments_expiry_ck check (
    expires_at = date_trunc('second', expires_at) and expires_at > created_at),
  constraint payments_request_hash_ck check (octet_length(request_hash) = 32),
  constraint payments_key_version_ck check (key_version between 1 and 65535)
) with (fillfactor = 85);
-- What time may still end; succeeded payments leave it.
create index payments_open_by_expiry on payments (expires_at)
  where status in ('REQUIRES_CONFIRMATION', 'PROCESSING');
-- Lists of the rare ends need not walk past all that succeeded.
create index payments_ended_unpaid on payments (merchant_id, status, id)
  where status in ('CANCELED', 'EXPIRED');

create table attempts (
  merchant_id             uuid not null,
  payment_id              uuid not null,
  id                      uuid not null,
  channel                 text not null,
  scene                   text,
  status                  text not null,
  amount_minor            bigint not null,
  amount_refunded_minor   bigint not null default 0,
  provider_transaction_id text,
  reason                  text,
  created_at              timestamptz not null,
  ended_at                timestamptz,
  constraint attempts_pk primary key (merchant_id, payment_id, id),
  constraint attempts_payment_fk foreign key (merchant_id, payment_id)
    references payments (merchant_id, id),
  constraint attempts_channel_ck check (channel in ('BALANCE', 'WECHAT_PAY', 'ALIPAY', 'TEST')),
  constraint attempts_scene_ck check (scene in ('NATIVE', 'APP', 'H5', 'JSAPI')),
  constraint attempts_status_ck check (
    status in ('PENDING', 'SUCCEEDED', 'DECLINED', 'UNKNOWN', 'CLOSED')),
  constraint attempts_amount_ck check (amount_minor between 1 and 999999999999),
  constraint attempts_refunded_ck check (
    amount_refunded_minor between 0 and amount_minor
    and (amount_refunded_minor = 0 or status = 'SUCCEEDED')),
  constraint attempts_ended_ck check (
    (status in ('PENDING', 'UNKNOWN')) = (ended_at is null))
);
create unique index attempts_one_open on attempts (merchant_id, payment_id)
  where status in ('PENDING', 'UNKNOWN');
-- The id as 32 hex digits is the provider's order number: how a callback finds its attempt.
create unique index attempts_provider_order on attempts (merchant_id, id) where channel <> 'BALANCE';
create unique index attempts_provider_transaction
  on attempts (merchant_id, channel, provider_transaction_id)
  where provider_transaction_id is not null;

create table ledger_accounts (
  merchant_id uuid not null,
  id          uuid not null,
  code        text not null,
  owner_id    uuid not null,
  currency    text not null,
  created_at  timestamptz not null,
  constraint ledger_accounts_pk primary key (merchant_id, id),
  constraint ledger_accounts_owner_uq unique (merchant_id, code, owner_id, currency),
  constraint ledger_accounts_merchant_fk foreign key (merchant_id) references merchants (id),
  constraint ledger_accounts_code_ck check (code in (
    'MERCHANT_PAYABLE', 'MERCHANT_FUNDING_RECEIVABLE', 'CHANNEL_CLEARING',
    'CUSTOMER_STORED_VALUE', 'FEES', 'REFUNDS_IN_TRANSIT', 'SUSPENSE')),
  constraint ledger_accounts_currency_ck check (currency ~ '^[A-Z]{3}$')
);

-- Double entry in one row: what is debited is credited, so no unbalanced transaction can be written.
create table postings (
  merchant_id      uuid not null,
  transaction_id   uuid not null,
  line             smallint not null,
  transaction_type text not null,
  reference_id     uuid not null,
  debit_account    uuid not null,
  credit_account   uuid not null,
  amount_minor     bigint not null,
  currency         text not null,
  booked_at        timestamptz not null,
  constraint postings_pk primary key (merchant_id, transaction_id, line, booked_at),
  constraint postings_type_ck check (
    transaction_type in ('DEPOSIT', 'WITHDRAWAL', 'PAYMENT', 'REFUND', 'FEE', 'SETTLEMENT',
                         'SUSPENSE', 'REVERSAL')),
  constraint postings_amount_ck check (amount_minor > 0),
  constraint postings_two_sides_ck check (debit_account <> credit_account),
  constraint postings_currency_ck check (currency ~ '^[A-Z]{3}$')
) partition by range (booked_at);
create index postings_by_debit on postings (merchant_id, debit_account, booked_at, transaction_id);
create index postings_by_credit on postings (merchant_id, credit_account, booked_at, transaction_id);

create view ledger_entries as
  select merchant_id, transaction_id, line, transaction_type, reference_id, booked_at, currency,
         debit_account as account_id, -amount_minor as amount_minor
    from postings
  union all
  select merchant_id, transaction_id, line, transaction_type, reference_id, booked_at, currency,
         credit_account, amount_minor
    from postings;

-- A fact that others may want to know. Readers page by (position, id) below the oldest transaction
-- still running, so nothing that commits later can slip in before their cursor (docs/adr/0006).
create table events (
  merchant_id uuid not null,
  position    xid8 not null default pg_current_xact_id(),
  id          uuid not null,
  payment_id  uuid,
  object_id   uuid not null,
  type        text not null,
  sequence    integer,
  created_at  timestamptz not null,
  constraint events_pk primary key (merchant_id, position, id, created_at),
  constraint events_type_ck check (type ~ '^[a-z]+(\.[a-z_]+)+$'),
  constraint events_sequence_ck check ((payment_id is null) = (sequence is null) and sequence > 0)
) partition by range (created_at);

-- What still has to be told to a consumer. The row goes when the consumer's effect commits.
create table outbox (
  event_id    uuid not null,
  consumer    text not null,
  merchant_id uuid not null,
  payment_id  uuid,
  object_id   uuid not null,
  type        text not null,
  created_at  timestamptz not null,
  due_at      timestamptz not null,
  leased_by   text,
  sent_at     timestamptz,
  sends       integer not null default 0,
  failures    integer not null default 0,
  last_error  text,
  dead_at     timestamptz,
  constraint outbox_pk primary key (event_id, consumer)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index outbox_due on outbox (consumer, due_at) where dead_at is null;
create index outbox_sent on outbox (consumer) where sent_at is not null and dead_at is null;
create index outbox_dead on outbox (dead_at) where dead_at is not null;

create table receipts (
  event_id    uuid not null,
  consumer    text not null,
  merchant_id uuid not null,
  received_at timestamptz not null,
  constraint receipts_pk primary key (event_id, consumer)
);

create table invoice_series (
  merchant_id uuid not null,
  series      text not null,
  year        integer not null,
  last_number bigint not null,
  constraint invoice_series_pk primary key (merchant_id, series, year),
  constraint invoice_series_number_ck check (last_number >= 0)
);

create table invoices (
  merchant_id      uuid not null,
  id               uuid not null,
  kind             text not null,
  payment_id       uuid not null,
  series           text not null,
  year             integer not null,
  number           bigint not null,
  label            text not null,
  template_version integer not null,
  sealed_facts     bytea not null,
  facts_sha256     bytea not null,
  issued_at        timestamptz not null,
  constraint invoices_pk primary key (merchant_id, id),
  constraint invoices_number_uq unique (merchant_id, series, year, number),
  constraint invoices_payment_fk foreign key (merchant_id, payment_id)
    references payments (merchant_id, id),
  constraint invoices_kind_ck check (kind in ('INVOICE', 'CREDIT_NOTE')),
  constraint invoices_number_ck check (number > 0)
);
create unique index invoices_one_per_payment on invoices (merchant_id, payment_id)
  where kind = 'INVOICE';

create table invoice_files (
  merchant_id    uuid not null,
  invoice_id     uuid not null,
  format         text not null,
  sha256         bytea not null,
  size_bytes     integer not null,
  sealed_content bytea not null,
  created_at     timestamptz not null,
  constraint invoice_files_pk primary key (merchant_id, invoice_id, format),
  constraint invoice_files_invoice_fk foreign key (merchant_id, invoice_id)
    references invoices (merchant_id, id),
  constraint invoice_files_format_ck check (format in ('PDF')),
  constraint invoice_files_sha256_ck check (octet_length(sha256) = 32)
);

-- No body is kept: a replay renders the resource as it was created.
create table idempotency_records (
  merchant_id uuid not null,
  route       text not null,
  key         text not null,
  body_sha256 bytea not null,
  status_code integer not null,
  resource_id uuid not null,
  created_at  timestamptz not null,
  constraint idempotency_records_pk primary key (merchant_id, route, key),
  constraint idempotency_records_hash_ck check (octet_length(body_sha256) = 32)
);
create index idempotency_records_by_age on idempotency_records (created_at);

create table audit_entries (
  id          uuid not null,
  at          timestamptz not null,
  actor_kind  text not null,
  actor       text not null,
  action      text not null,
  merchant_id uuid,
  object_id   text,
  details     text,
  constraint audit_entries_pk primary key (id, at)
) partition by range (at);

-- Which keys of the keystore may do what. The bytes of private keys live in the keystore only;
-- public keys stay here for ten years, so that an old confirmation can still be verified.
create table crypto_keys (
  purpose      text not null,
  version      integer not null,
  state        text not null,
  kid          text,
  public_key   bytea,
  created_at   timestamptz not null,
  activated_at timestamptz,
  retired_at   timestamptz,
  constraint crypto_keys_pk primary key (purpose, version),
  constraint crypto_keys_state_ck check (state in ('VERIFY_ONLY', 'ACTIVE', 'RETIRED')),
  constraint crypto_keys_version_ck check (version between 1 and 65535)
);
create unique index crypto_keys_one_active on crypto_keys (purpose) where state = 'ACTIVE';

-- Empty, or the books are wrong. Read by tests, by the check job and by whoever doubts.
create view ledger_violations as
  select 'currency-not-zero' as violation, currency as subject, sum(amount_minor)::text as detail
    from ledger_entries group by currency having sum(amount_minor) <> 0
  union all
  select 'balance-differs', a.id::text, a.balance_minor || ' stored, ' || coalesce(e.total, 0) || ' posted'
    from stored_value_accounts a
    left join (select merchant_id, account_id, sum(amount_minor) as total
                 from ledger_entries group by merchant_id, account_id) e
      on e.merchant_id = a.merchant_id and e.account_id = a.id
   where a.balance_minor <> coalesce(e.total, 0)
  union all
  select 'unknown-account', e.transaction_id::text, e.account_id::text
    from ledger_entries e
    left join ledger_accounts a
      on a.merchant_id = e.merchant_id and a.id = e.account_id and a.currency = e.currency
   where a.id is null
  union all
  select 'payment-not-posted', p.id::text, p.amount_minor || ' paid, ' || coalesce(t.total, 0) || ' posted'
    from payments p
    left join (select merchant_id, reference_id, currency, sum(amount_minor) as total
                 from postings where transaction_type = 'PAYMENT'
                group by merchant_id, reference_id, currency) t
      on t.merchant_id = p.merchant_id and t.reference_id = p.id and t.currency = p.currency
   where (p.status = 'SUCCEEDED') <> (t.reference_id is not null)
      or (p.status = 'SUCCEEDED' and t.total <> p.amount_minor)
  union all
  select 'attempts-disagree', p.id::text, count(t.id) || ' succeeded attempts'
    from payments p
    left join attempts t
      on t.merchant_id = p.merchant_id and t.payment_id = p.id and t.status = 'SUCCEEDED'
   where p.status = 'SUCCEEDED'
   group by p.merchant_id, p.id having count(t.id) <> 1;

-- The runtime role: what is not named here it cannot do.
grant usage on schema ${flyway:defaultSchema} to ${runtimeRole};
grant select, insert on
  merchants, merchant_return_origins, credentials, stored_value_accounts, deposits, payments,
  attempts, ledger_accounts, postings, events, outbox, receipts, invoice_series, invoices,
  invoice_files, idempotency_records, audit_entries, crypto_keys
  to ${runtimeRole};
grant select on ledger_entries, ledger_violations to ${runtimeRole};
grant update (name, status, invoicing, late_success, seller_legal_name, seller_tax_id,
              seller_address, version) on merchants to ${runtimeRole};
grant delete on merchant_return_origins to ${runtimeRole};
grant update (expires_at, revoked_at, version) on credentials to ${runtimeRole};
grant update (balance_minor, status) on stored_value_accounts to ${runtimeRole};
grant update (amount_refunded_minor, status, channel, sealed_buyer, invoice_status, confirmed_at,
              confirmation_number, confirmation_jws, event_sequence) on payments to ${runtimeRole};
grant update (amount_refunded_minor, status, provider_transaction_id, reason, ended_at)
  on attempts to ${runtimeRole};
grant update, delete on outbox to ${runtimeRole};
grant update (last_number) on invoice_series to ${runtimeRole};
grant delete on idempotency_records to ${runtimeRole};
grant update (state, activated_at, retired_at) on crypto_keys to ${runtimeRole};
