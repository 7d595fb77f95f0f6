package io.kassa.payment.control;

/**
 * The statement that the creation of a payment consists of, by itself or with the nonce of a signed
 * request. The expiry is a whole second, rounded up so that no key lives shorter than was asked.
 */
final class CreationStatement {
  private CreationStatement() {}

  private static final String INSERT =
      """
      insert into payments
        (merchant_id, id, order_id, amount_minor, currency, description, status, account_id,
         return_url, metadata, lines, sealed_buyer, invoice_status, test, key_version,
         request_hash, created_at, expires_at)
      select ?1, ?2, ?3, ?4, ?5, ?6, 'REQUIRES_CONFIRMATION', cast(?7 as uuid),
             ?8, ?9, ?10, cast(?11 as bytea), ?12, ?13, ?14, ?15, now(),
             date_trunc('second', now() + interval '999999 microseconds')
               + ?16 * interval '1 second'
       where (cast(?7 as uuid) is null
              or exists (select 1 from stored_value_accounts
                          where merchant_id = ?1 and id = cast(?7 as uuid) and currency = ?5))
      """;

  private static final String WRITTEN =
      """
      on conflict (merchant_id, order_id) do nothing
      returning created_at, expires_at
      """;

  static final String PLAIN = INSERT + WRITTEN;

  /** Answers with how many nonces were written, 0 for one that was spent, and with the times. */
  static final String SIGNED =
      """
      with spent as (
        insert into request_nonces (created_at, credential_id, nonce, merchant_id)
        values (?17, ?18, ?19, ?1) on conflict do nothing
        returning 1
      ), written as (
      """
          + INSERT
          + "and exists (select 1 from spent)\n"
          + WRITTEN
          + """
          )
          select (select count(*) from spent), written.created_at, written.expires_at
            from (select 1) as always left join written on true
          """;
}
