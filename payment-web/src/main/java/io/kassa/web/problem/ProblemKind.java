package io.kassa.web.problem;

import io.kassa.failure.ErrorCode;

/**
 * What HTTP makes of an error code.
 *
 * @param status the HTTP status, 400 to 599
 * @param title the same words for every problem of the code (RFC 9457 section 3.1.4)
 * @param retryAfterSeconds when to try again; 0 for a refusal that will not go away by itself
 */
record ProblemKind(int status, String title, int retryAfterSeconds) {

  private ProblemKind(int status, String title) {
    this(status, title, 0);
  }

  static ProblemKind of(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST -> new ProblemKind(400, "The request is not valid");
      case UNAUTHORIZED -> new ProblemKind(401, "Who calls is not proven");
      case PAYMENT_KEY_EXPIRED -> new ProblemKind(401, "The payment key has expired");
      case INSUFFICIENT_FUNDS -> new ProblemKind(402, "The account's balance is too low");
      case PAYMENT_DECLINED -> new ProblemKind(402, "The channel declined the payment");
      case FORBIDDEN -> new ProblemKind(403, "The caller may not do this");
      case NOT_FOUND -> new ProblemKind(404, "There is no such object");
      case INVOICE_NOT_REQUESTED -> new ProblemKind(404, "No invoice was asked for");
      case METHOD_NOT_ALLOWED -> new ProblemKind(405, "The method is not allowed here");
      case NOT_ACCEPTABLE -> new ProblemKind(406, "No representation is acceptable");
      case EVENTS_ARCHIVED -> new ProblemKind(410, "Events behind the cursor are archived");
      case PAYLOAD_TOO_LARGE -> new ProblemKind(413, "The body is too large");
      case UNSUPPORTED_MEDIA_TYPE -> new ProblemKind(415, "The media type is not supported");
      case IDEMPOTENCY_KEY_REUSED ->
          new ProblemKind(422, "The idempotency key belongs to another request");
      case LIMIT_EXCEEDED -> new ProblemKind(422, "A limit is exceeded");
      case TOO_MANY_REQUESTS -> new ProblemKind(429, "Too many requests", 1);
      case INTERNAL_ERROR -> new ProblemKind(500, "Something went wrong here");
      case SERVICE_UNAVAILABLE -> new ProblemKind(503, "The service is not available", 5);
      case REQUEST_IN_PROGRESS -> new ProblemKind(409, "Another request is in progress", 1);
      case ORDER_CONFLICT -> new ProblemKind(409, "The order id was used with other content");
      case DEPOSIT_CONFLICT -> new ProblemKind(409, "The deposit id was used with other content");
      case REFUND_CONFLICT -> new ProblemKind(409, "The refund id was used with other content");
      case SETTLEMENT_CONFLICT ->
          new ProblemKind(409, "The period does not continue the last settlement");
      case PERIOD_OPEN -> new ProblemKind(409, "The period is not closed yet");
      case PAYOUT_CONFLICT -> new ProblemKind(409, "The settlement cannot be paid out like this");
      case TRANSACTION_NOT_REVERSIBLE ->
          new ProblemKind(409, "The transaction is not reversed by hand");
      case PAYMENT_SUCCEEDED -> new ProblemKind(409, "The payment has succeeded");
      case PAYMENT_CANCELED -> new ProblemKind(409, "The payment is canceled");
      case PAYMENT_EXPIRED -> new ProblemKind(409, "The payment has expired");
      case PAYMENT_PROCESSING -> new ProblemKind(409, "The payment is processing");
      case ATTEMPT_OPEN -> new ProblemKind(409, "An attempt on another channel is open");
      case ATTEMPT_NOT_UNKNOWN ->
          new ProblemKind(409, "What became of the attempt is known or still open");
      case RESOLUTION_REFUSED ->
          new ProblemKind(409, "The discrepancy cannot be resolved this way");
      case PAYMENT_NOT_CONFIRMED -> new ProblemKind(409, "The payment is not confirmed");
      case REFUND_EXCEEDS_PAYMENT -> new ProblemKind(409, "The refund exceeds the payment");
      case ACCOUNT_NOT_OPEN -> new ProblemKind(409, "The account is not open");
    };
  }
}
