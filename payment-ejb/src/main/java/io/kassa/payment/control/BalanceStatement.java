package io.kassa.payment.control;

/**
 * The statement that a confirmation by account consists of.
 *
 * <p>{@code claimed} depends on nothing, {@code debited} on {@code claimed}, all others on both:
 * that fixes the order of the locks (payment, then account) and lets nothing be written unless both
 * moved. If only {@code claimed} moved, the caller rolls back.
 *
 * <p>It answers with numbers and booleans: before a statement whose answer has no longest length
 * the driver makes a round trip of its own.
 */
final class BalanceStatement {
  private BalanceStatement() {}

  /** What is added where a fee is due. */
  private static final String CHARGED =
      """
      , charged as (
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at, fee_schedule_id)
        select c.merchant_id, ?16, 1, 'FEE', c.id, ?12, ?17, ?18, ?10, now(), ?19
          from claimed c, debited
      )
      """;

  private static final String WRITTEN =
      """
      with claimed as (
        update payments
           set status = 'SUCCEEDED', channel = 'BALANCE', confirmed_at = ?3,
               confirmation_number = ?4, confirmation_jws = ?5,
               invoice_status = case when ?6 and invoice_status = 'NONE' then 'PENDING'
                                     else invoice_status end,
               sealed_buyer = coalesce(cast(?7 as bytea), sealed_buyer),
               event_sequence = event_sequence + 1
         where merchant_id = ?1 and id = ?2
           and status = 'REQUIRES_CONFIRMATION' and expires_at > clock_timestamp()
        returning merchant_id, id, event_sequence, invoice_status, test
      ), debited as (
        update stored_value_accounts a set balance_minor = balance_minor - ?9
          from claimed
         where a.merchant_id = ?1 and a.id = ?8 and a.currency = ?10
           and a.status = 'OPEN' and a.balance_minor >= ?9
        returning a.id
      ), attempted as (
        insert into attempts
          (merchant_id, payment_id, id, channel, status, amount_minor, test, created_at, ended_at)
        select c.merchant_id, c.id, ?11, 'BALANCE', 'SUCCEEDED', ?9, c.test, now(), now()
          from claimed c, debited
      ), posted as (
        insert into postings
          (merchant_id, transaction_id, line, transaction_type, reference_id,
           debit_account, credit_account, amount_minor, currency, booked_at)
        select c.merchant_id, ?11, 1, 'PAYMENT', c.id, d.id, ?12, ?9, ?10, now()
          from claimed c, debited d
      ), recorded as (
        insert into events
          (merchant_id, id, payment_id, object_id, type, sequence, created_at, trace)
        select c.merchant_id, ?13, c.id, c.id, 'payment.succeeded', c.event_sequence, now(), ?15
          from claimed c, debited
      ), queued as (
        insert into outbox
          (event_id, consumer, merchant_id, payment_id, object_id, type, created_at, due_at, trace)
        select ?13, ?14, c.merchant_id, c.id, c.id, 'payment.succeeded', now(), now(), ?15
          from claimed c, debited where c.invoice_status = 'PENDING'
      )
      """;

  private static final String OUTCOME =
      """
      select (select count(*) from claimed), (select count(*) from debited),
             case when exists (select 1 from claimed) and not exists (select 1 from debited)
                  then (select status = 'OPEN' from stored_value_accounts
                         where merchant_id = ?1 and id = ?8)
             end,
             (select invoice_status = 'PENDING' from claimed)
      """;

  static final String CONFIRM = WRITTEN + OUTCOME;

  /** The same with a fee: a merchant without one pays nothing for it, not even a parameter. */
  static final String CONFIRM_WITH_FEE = WRITTEN + CHARGED + OUTCOME;
}
