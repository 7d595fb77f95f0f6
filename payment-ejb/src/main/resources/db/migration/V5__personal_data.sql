-- Personal data of a payment can be erased (docs/adr/0016): what its columns hold becomes null, and
-- erased_at says since when nothing can come back.

alter table payments add column erased_at timestamptz;

-- Not valid: no row there has erased_at yet, so there is nothing to look at. It holds for every change.
alter table payments add constraint payments_erased_ck check (
  erased_at is null
  or (sealed_buyer is null and metadata is null and return_url is null
      and description is null and lines is null)) not valid;

-- What retention still has to look at; a payment without personal data is never in it.
create index payments_personal_by_expiry on payments (expires_at)
  where sealed_buyer is not null or metadata is not null or return_url is not null
     or description is not null or lines is not null;

grant update (metadata, return_url, description, lines, erased_at) on payments to ${runtimeRole};
