package io.kassa.payment.control;

/** The statements that what a channel said consists of. Each runs under the payment's lock. */
final class OutcomeStatements {
  private OutcomeStatements() {}

  /** The payment is paid by this attempt: state, attempt, postings, event and outbox. */
  static final String SUCCEED =
      """
      with paid as (
        update payments
           set status = 'SUCCEEDED', channel = ?4, confirmed_at = ?5, confirmation_number = ?6,
               confirmation_jws = ?7, channel_transaction_id = ?8,
               event_sequence = event_sequence + 1
         where merchant_id = ?1 and id = ?2
           and status in ('REQUIRES_CONFIRMATION', 'PROCESSING', 'EXPIRED')
        returning merchant_id, id, event_sequence, invoice_status, amount_minor, currency
      ), ended as (
        update attempts a
           set status = 'SUCCEEDED', provider_transaction_id = ?8, reason = null,
               ended_at = now(), due_at = null, next_action = null, sealed_payer = null
          from paid
         where a.merchant_id = ?1 and a.payment_id = ?2 and a.id = ?3
      ), posted as (
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        select merchant_id, ?3, 1, 'PAYMENT', id, ?9, ?10, amount_minor, currency, now() from paid
      ), charged as (
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at, fee_schedule_id)
        select merchant_id, cast(?14 as uuid), 1, 'FEE', id, ?10, cast(?15 as uuid), ?16, currency,
               now(), cast(?17 as uuid)
          from paid where ?16 > 0
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, late, trace)
        select merchant_id, ?11, id, id, 'payment.succeeded', event_sequence, now(), ?12, ?18
          from paid
      ), queued as (
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, trace)
        select ?11, ?13, merchant_id, id, id, 'payment.succeeded', now(), now(), ?18
          from paid where invoice_status = 'PENDING'
      )
      select count(*) from paid
      """;

  /** Money for a payment that needs none: the attempt took it, it stands in suspense. */
  static final String SUSPEND =
      """
      with told as (
        update payments set event_sequence = event_sequence + 1
         where merchant_id = ?1 and id = ?2
        returning merchant_id, id, event_sequence, amount_minor, currency
      ), ended as (
        update attempts a
           set status = 'SUCCEEDED', provider_transaction_id = ?4, reason = null,
               amount_refunded_minor = a.amount_minor,
               ended_at = now(), due_at = null, next_action = null, sealed_payer = null
          from told
         where a.merchant_id = ?1 and a.payment_id = ?2 and a.id = ?3
      ), posted as (
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        select merchant_id, ?3, 1, 'SUSPENSE', id, ?5, ?6, amount_minor, currency, now() from told
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, late, trace)
        select merchant_id, ?7, id, ?3, 'payment.surplus_received', event_sequence, now(), true, ?8
          from told
      )
      select count(*) from told
      """;

  /**
   * The attempt ended without money. Its payment waits for another, or its time is over; a payment
   * that is final, or that another attempt holds, stays as it is.
   */
  static final String END =
      """
      with ended as (
        update attempts
           set status = ?4, reason = ?5, ended_at = now(), due_at = null, next_action = null,
               sealed_payer = null
         where merchant_id = ?1 and payment_id = ?2 and id = ?3
           and status in ('PENDING', 'UNKNOWN')
        returning merchant_id, payment_id
      ), released as (
        update payments p
           set status = case when p.expires_at <= now() then 'EXPIRED'
                             else 'REQUIRES_CONFIRMATION' end,
               event_sequence = p.event_sequence
                                + case when p.expires_at <= now() then 1 else 0 end
          from ended
         where p.merchant_id = ?1 and p.id = ?2 and p.status = 'PROCESSING'
        returning p.merchant_id, p.id, p.status, p.event_sequence
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
        select merchant_id, ?6, id, id, 'payment.expired', event_sequence, now(), ?7
          from released where status = 'EXPIRED'
      )
      select count(*) from ended
      """;

  /**
   * The attempt is open; what the phone does next is kept once it is known. When it is asked about
   * for the first time is decided here, later the sweeper's pauses count.
   */
  static final String WAIT =
      """
      update attempts
         set status = ?4, next_action = coalesce(next_action, ?5), reason = ?6,
             due_at = case when asks = 0 then least(due_at, now() + ?7 * interval '1 second')
                           else due_at end
       where merchant_id = ?1 and payment_id = ?2 and id = ?3
         and status in ('PENDING', 'UNKNOWN')
      """;

  /** Whether another order of the merchant was paid under this number of the provider. */
  static final String ANOTHERS_TRANSACTION =
      """
      select exists (select 1 from attempts
                      where merchant_id = ?1 and channel = ?2 and provider_transaction_id = ?3
                        and id <> ?4)
      """;
}
