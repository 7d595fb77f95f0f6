-- Of a bill that was just laid down the planner knows nothing until autovacuum comes by, and may have a
-- whole bill read for each of its lines. Only a table's owner may have statistics made.

create function know_reconciliation_lines() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze ${flyway:defaultSchema}.reconciliation_lines;
end;
$$;

revoke all on function know_reconciliation_lines() from public;
grant execute on function know_reconciliation_lines() to ${runtimeRole};
