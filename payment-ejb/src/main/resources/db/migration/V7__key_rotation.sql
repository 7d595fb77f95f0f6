-- Which keys each running node holds, told again every few seconds: a version becomes active only
-- when every node that is alive knows it. A row that is old is a node that ended.
create table crypto_key_nodes (
  node    text not null,
  aliases text[] not null,
  seen_at timestamptz not null,
  constraint crypto_key_nodes_pk primary key (node)
);

-- A sealed value names its key: format (1 byte), key version (2 bytes), nonce, text, tag.
alter table credentials add constraint credentials_sealed_secret_ck
  check (octet_length(sealed_secret) >= 31);
create index credentials_by_key_version
  on credentials ((get_byte(sealed_secret, 1) * 256 + get_byte(sealed_secret, 2)), id)
  where sealed_secret is not null;

grant select, insert, update, delete on crypto_key_nodes to ${runtimeRole};
grant update (sealed_secret) on credentials to ${runtimeRole};
