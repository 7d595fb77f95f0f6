-- Electronic invoices say where a seller is at home and how it is reached (docs/adr/0029).
alter table merchants
  add column seller_country text,
  add column seller_electronic_address text,
  add constraint merchants_seller_country_ck check (seller_country ~ '^[A-Z]{2}$'),
  add constraint merchants_seller_electronic_address_ck check (length(seller_electronic_address) between 6 and 105);

grant update (seller_country, seller_electronic_address) on merchants to ${runtimeRole};

-- What was issued is never changed, by whomever: corrections are credit notes. The runtime role has
-- no right to; this holds for owners and visitors as well.
create function issued_documents_are_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'issued documents are frozen: % of %', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end
$$;
create trigger invoices_are_frozen
  before update or truncate on invoices
  for each statement execute function issued_documents_are_frozen();
create trigger invoice_files_are_frozen
  before update or truncate on invoice_files
  for each statement execute function issued_documents_are_frozen();
