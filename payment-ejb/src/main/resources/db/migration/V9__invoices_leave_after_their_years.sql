-- Invoices are deleted once the years are over for which the law wants them kept (docs/adr/0016).
-- Their counters stay: a number is never given twice.

-- What the job looks for, oldest first.
create index invoices_by_age on invoices (issued_at);

grant delete on invoices, invoice_files to ${runtimeRole};
