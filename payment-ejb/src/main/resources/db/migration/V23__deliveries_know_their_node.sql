-- Which node posts a delivery, so that another posts it again soon after that node's last heartbeat
-- (docs/adr/0030). Few rows have one: only what is under way.

alter table webhook_deliveries add column leased_by uuid;
create index webhook_deliveries_leased on webhook_deliveries (leased_by)
  where leased_by is not null;

grant update (leased_by) on webhook_deliveries to ${runtimeRole};
