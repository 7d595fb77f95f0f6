package io.kassa.refund.control;

/**
 * The statements that a merchant's refund consists of. Each locks the payment first, so refunds of
 * one payment follow one another and each sees what the one before it left.
 */
final class RefundStatements {
  private RefundStatements() {}

  /**
   * {@code taken} writes the refund unless its id is taken or too little is left, {@code capped}
   * and {@code counted} keep the sum on attempt and payment; the database's checks hold it once
   * more. An amount that is not given is what the lock shows to be left.
   */
  private static final String RESERVE =
      """
      with paid as materialized (
        select merchant_id, id, amount_minor - amount_refunded_minor as left_minor, currency, test
          from payments
         where merchant_id = ?1 and id = ?2 and status = 'SUCCEEDED' for update
      ), taken as (
        insert into refunds
          (merchant_id, id, payment_id, attempt_id, refund_id, cause, status, amount_minor, currency,
           reason, request_hash, created_at, ended_at, due_at, test)
        select merchant_id, ?3, id, ?4, ?5, 'MERCHANT', ?6,
               coalesce(cast(?7 as bigint), left_minor), currency, cast(?8 as text), ?9, now(),
               case when ?6 <> 'PENDING' then now() end, case when ?6 = 'PENDING' then now() end,
               test
          from paid
         where coalesce(cast(?7 as bigint), left_minor) between 1 and left_minor
        on conflict (merchant_id, refund_id) do nothing
        returning merchant_id, id, payment_id, attempt_id, amount_minor, currency
      ), capped as (
        update attempts a set amount_refunded_minor = a.amount_refunded_minor + t.amount_minor
          from taken t
         where a.merchant_id = t.merchant_id and a.payment_id = t.payment_id
           and a.id = t.attempt_id and a.status = 'SUCCEEDED'
           and a.amount_refunded_minor + t.amount_minor <= a.amount_minor
        returning t.merchant_id, t.id, t.payment_id, t.amount_minor, t.currency
      ), counted as (
        update payments p
           set amount_refunded_minor = p.amount_refunded_minor + c.amount_minor,
               event_sequence = p.event_sequence + case when ?6 = 'PENDING' then 0 else 1 end
          from capped c
         where p.merchant_id = c.merchant_id and p.id = c.payment_id
        returning p.merchant_id, p.id, p.event_sequence, p.invoice_status
      )
      """;

  /** The money stands in transit until the channel has given it back. */
  static final String RESERVE_FOR_CHANNEL =
      RESERVE
          + """
          , posted as (
            insert into postings
              (merchant_id, transaction_id, line, transaction_type, reference_id,
               debit_account, credit_account, amount_minor, currency, booked_at)
            select merchant_id, id, 1, 'REFUND', payment_id, ?10, ?11, amount_minor, currency, now()
              from capped
          )
          select (select count(*) from taken), (select count(*) from counted)
          """;

  /** The money is in the customer's account at once, frozen or not; a closed one takes none. */
  static final String GIVE_TO_ACCOUNT =
      RESERVE
          + """
          , credited as (
            update stored_value_accounts a set balance_minor = a.balance_minor + c.amount_minor
              from capped c
             where a.merchant_id = c.merchant_id and a.id = ?11 and a.currency = c.currency
               and a.status <> 'CLOSED' and a.balance_minor <= ?12 - c.amount_minor
            returning a.id
          ), posted as (
            insert into postings
              (merchant_id, transaction_id, line, transaction_type, reference_id,
               debit_account, credit_account, amount_minor, currency, booked_at)
            select c.merchant_id, c.id, 1, 'REFUND', c.payment_id, ?10, a.id, c.amount_minor,
                   c.currency, now()
              from capped c, credited a
          ), recorded as (
            insert into events
              (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
            select merchant_id, ?13, id, ?3, 'refund.succeeded', event_sequence, now(), ?15
              from counted
          ), queued as (
            insert into outbox
              (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at,
               trace)
            select ?13, ?14, merchant_id, id, ?3, 'refund.succeeded', now(), now(), ?15
              from counted where invoice_status <> 'NONE'
          )
          select (select count(*) from taken), (select count(*) from counted),
                 (select count(*) from credited),
                 (select status from stored_value_accounts where merchant_id = ?1 and id = ?11)
          """;

  /** The channel gave the money back; a credit note follows where the money stood on an invoice. */
  static final String SUCCEED =
      """
      with done as (
        update refunds
           set status = 'SUCCEEDED', provider_refund_id = ?3, ended_at = now(), due_at = null
         where merchant_id = ?1 and id = ?2 and status = 'PENDING'
        returning merchant_id, id, payment_id, amount_minor, currency, cause
      ), told as (
        update payments p set event_sequence = p.event_sequence + 1
          from done where p.merchant_id = done.merchant_id and p.id = done.payment_id
        returning p.merchant_id, p.id, p.event_sequence,
                  done.cause = 'MERCHANT' and p.invoice_status <> 'NONE' as credited
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
        select merchant_id, ?6, id, ?2, 'refund.succeeded', event_sequence, now(), ?8 from told
      ), queued as (
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, trace)
        select ?6, ?7, merchant_id, id, ?2, 'refund.succeeded', now(), now(), ?8
          from told where credited
      )
      insert into postings
        (merchant_id, transaction_id, line, transaction_type, reference_id,
         debit_account, credit_account, amount_minor, currency, booked_at)
      select merchant_id, id, 2, 'REFUND', payment_id, ?4, ?5, amount_minor, currency, now()
        from done
      returning transaction_id
      """;

  /** The channel will not do it: the cap is free again and the money back where it came from. */
  static final String FAIL =
      """
      with locked as materialized (
        select merchant_id, id from payments where merchant_id = ?1 and id = ?2 for update
      ), failed as (
        update refunds r
           set status = 'FAILED', failure = ?4, ended_at = now(), due_at = null
          from locked
         where r.merchant_id = locked.merchant_id and r.payment_id = locked.id and r.id = ?3
           and r.status = 'PENDING'
        returning r.merchant_id, r.id, r.payment_id, r.attempt_id, r.amount_minor, r.currency,
                  r.cause
      ), uncapped as (
        update attempts a
           set amount_refunded_minor = a.amount_refunded_minor - failed.amount_minor
          from failed
         where a.merchant_id = failed.merchant_id
           and a.payment_id = failed.payment_id and a.id = failed.attempt_id
      ), told as (
        update payments p
           set event_sequence = p.event_sequence + 1,
               amount_refunded_minor = p.amount_refunded_minor
                 - case when failed.cause = 'MERCHANT' then failed.amount_minor else 0 end
          from failed where p.merchant_id = failed.merchant_id and p.id = failed.payment_id
        returning p.merchant_id, p.id, p.event_sequence
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
        select merchant_id, ?7, id, ?3, 'refund.failed', event_sequence, now(), ?8 from told
      )
      insert into postings
        (merchant_id, transaction_id, line, transaction_type, reference_id,
         debit_account, credit_account, amount_minor, currency, booked_at)
      select merchant_id, id, 2, 'REVERSAL', payment_id, ?5, ?6, amount_minor, currency, now()
        from failed
      returning transaction_id
      """;
}
