-- The bound of a nonce is its type: PostgreSQL reads the text of a CHECK constraint anew for each
-- statement that writes, and this table is written by every signed request.
alter table request_nonces
  drop constraint request_nonces_nonce_ck,
  alter column nonce type varchar(128);
