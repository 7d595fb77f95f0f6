package io.kassa.failure;

import java.util.Locale;

/**
 * Why Kassa refused a call, in words that never change. The order of the constants is the order in
 * which a call is checked: of several reasons the first one here is reported. What has been done
 * before is answered again before any of them ("replay before everything").
 *
 * <p>The codes say nothing of HTTP; {@code payment-web} gives each its status.
 */
public enum ErrorCode {
  /** The application is still migrating its schema, or a dependency is down. Try again later. */
  SERVICE_UNAVAILABLE,
  /** No proof of who calls, or a wrong one. Never says which. */
  UNAUTHORIZED,
  /** An authentic payment key that may no longer confirm. */
  PAYMENT_KEY_EXPIRED,
  /** Known caller, missing right. */
  FORBIDDEN,
  /** No such object, or another merchant's. */
  NOT_FOUND,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  UNSUPPORTED_MEDIA_TYPE,
  PAYLOAD_TOO_LARGE,
  TOO_MANY_REQUESTS,
  /** The body, a query parameter or a header is wrong; the refusal names each field. */
  INVALID_REQUEST,
  /** The reader was away for so long that events behind its cursor are in the archive. */
  EVENTS_ARCHIVED,
  IDEMPOTENCY_KEY_REUSED,
  /** Another call holds what this one needs. Try again. */
  REQUEST_IN_PROGRESS,
  /** The order id was used before with other content. */
  ORDER_CONFLICT,
  /** The deposit id was used before with other content. */
  DEPOSIT_CONFLICT,
  /** The refund id was used before with other content. */
  REFUND_CONFLICT,
  /** A settlement's period does not begin where the last one ended. */
  SETTLEMENT_CONFLICT,
  /** The period has days on which something may still be booked. */
  PERIOD_OPEN,
  /** Paid out before with other content, or nothing is payable. */
  PAYOUT_CONFLICT,
  /** What moved a payer's money is not reversed by hand. */
  TRANSACTION_NOT_REVERSIBLE,
  PAYMENT_SUCCEEDED,
  PAYMENT_CANCELED,
  PAYMENT_EXPIRED,
  PAYMENT_PROCESSING,
  ATTEMPT_OPEN,
  /** An operator decides only about what a channel does not say. */
  ATTEMPT_NOT_UNKNOWN,
  /** The action does not fit the discrepancy, or the channel does not bear it out. */
  RESOLUTION_REFUSED,
  /** The payment has no confirmation yet. */
  PAYMENT_NOT_CONFIRMED,
  /** Nobody asked for an invoice of this payment. */
  INVOICE_NOT_REQUESTED,
  /** The refunds together would exceed what was paid. */
  REFUND_EXCEEDS_PAYMENT,
  LIMIT_EXCEEDED,
  ACCOUNT_NOT_OPEN,
  INSUFFICIENT_FUNDS,
  PAYMENT_DECLINED,
  /** A bug of ours. Logged once with the request id. */
  INTERNAL_ERROR;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The stable kebab-case spelling, as in {@code order-conflict}. */
  public String code() {
    return code;
  }
}
