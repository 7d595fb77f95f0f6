-- What an event came of travels with it: the id of the request, and the step of its distributed
-- trace (docs/adr/0037). It goes from the event to its notices, and from a notice to the deliveries.
--
-- As in V19 a column takes a domain without constraints, so that no table is read; what is there
-- has none, so the constraint needs no look at it either.

create domain trace_text as text;

alter table events add column trace trace_text;
alter table outbox add column trace trace_text;
alter table webhook_deliveries add column trace trace_text;

alter domain trace_text add constraint trace_text_ck check (length(value) <= 120) not valid;

create or replace function announce_events() returns trigger language plpgsql as $$
begin
  insert into ${flyway:defaultSchema}.outbox
    (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, trace)
  select n.id, 'webhook', n.merchant_id, n.payment_id, n.object_id, n.type, n.created_at,
         n.created_at, n.trace
    from announced n
   where exists (select 1 from ${flyway:defaultSchema}.webhook_endpoints e
                  where e.merchant_id = n.merchant_id and e.enabled);
  return null;
end
$$;
