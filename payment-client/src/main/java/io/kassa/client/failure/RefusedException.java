package io.kassa.client.failure;

import java.util.Map;
import java.util.function.Function;

/**
 * Kassa refused the call: nothing of it was done. Each code of the contract has a class here, so
 * that a caller catches what it can handle; a code that this version does not know yet comes as
 * this class itself.
 *
 * <pre>{@code
 * try {
 *   phone.confirm(Channel.BALANCE);
 * } catch (RefusedException.InsufficientFunds e) {
 *   System.out.println("top up and try again: " + e.problem().text());
 * }
 * }</pre>
 */
public class RefusedException extends KassaException {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Function<Problem, RefusedException>> BY_CODE =
      Map.ofEntries(
          Map.entry("account-not-open", AccountNotOpen::new),
          Map.entry("attempt-not-unknown", AttemptNotUnknown::new),
          Map.entry("attempt-open", AttemptOpen::new),
          Map.entry("deposit-conflict", DepositConflict::new),
          Map.entry("events-archived", EventsArchived::new),
          Map.entry("forbidden", Forbidden::new),
          Map.entry("idempotency-key-reused", IdempotencyKeyReused::new),
          Map.entry("insufficient-funds", InsufficientFunds::new),
          Map.entry("internal-error", InternalError::new),
          Map.entry("invalid-request", InvalidRequest::new),
          Map.entry("invoice-not-requested", InvoiceNotRequested::new),
          Map.entry("limit-exceeded", LimitExceeded::new),
          Map.entry("method-not-allowed", MethodNotAllowed::new),
          Map.entry("not-acceptable", NotAcceptable::new),
          Map.entry("not-found", NotFound::new),
          Map.entry("order-conflict", OrderConflict::new),
          Map.entry("payload-too-large", PayloadTooLarge::new),
          Map.entry("payment-canceled", PaymentCanceled::new),
          Map.entry("payment-declined", PaymentDeclined::new),
          Map.entry("payment-expired", PaymentExpired::new),
          Map.entry("payment-key-expired", PaymentKeyExpired::new),
          Map.entry("payment-not-confirmed", PaymentNotConfirmed::new),
          Map.entry("payment-processing", PaymentProcessing::new),
          Map.entry("payment-succeeded", PaymentSucceeded::new),
          Map.entry("payout-conflict", PayoutConflict::new),
          Map.entry("period-open", PeriodOpen::new),
          Map.entry("refund-conflict", RefundConflict::new),
          Map.entry("refund-exceeds-payment", RefundExceedsPayment::new),
          Map.entry("request-in-progress", RequestInProgress::new),
          Map.entry("resolution-refused", ResolutionRefused::new),
          Map.entry("service-unavailable", ServiceUnavailable::new),
          Map.entry("settlement-conflict", SettlementConflict::new),
          Map.entry("too-many-requests", TooManyRequests::new),
          Map.entry("transaction-not-reversible", TransactionNotReversible::new),
          Map.entry("unauthorized", Unauthorized::new),
          Map.entry("unsupported-media-type", UnsupportedMediaType::new));

  private final transient Problem problem;

  private RefusedException(Problem problem) {
    super(message(problem), null);
    this.problem = problem;
  }

  /**
   * The exception of the problem's code.
   *
   * @param problem as the server sent it
   * @return never null; of this class itself for an unknown code
   */
  public static RefusedException of(Problem problem) {
    return BY_CODE.getOrDefault(problem.code(), RefusedException::new).apply(problem);
  }

  /**
   * The stable code.
   *
   * @return kebab-case, such as {@code order-conflict}
   */
  public final String code() {
    return problem.code();
  }

  /**
   * The refusal as the server sent it.
   *
   * @return never null, unless this exception was serialised
   */
  public final Problem problem() {
    return problem;
  }

  private static String message(Problem problem) {
    String fields = problem.errors().isEmpty() ? "" : " " + problem.errors();
    String request = problem.requestId().map(id -> " (request " + id + ")").orElse("");
    return problem.status() + " " + problem.code() + ": " + problem.text() + fields + request;
  }

  /** {@code account-not-open}: the account is frozen or closed. */
  public static final class AccountNotOpen extends RefusedException {
    private static final long serialVersionUID = 1L;

    private AccountNotOpen(Problem problem) {
      super(problem);
    }
  }

  /** {@code attempt-not-unknown}: an operator decides only about what a channel does not say. */
  public static final class AttemptNotUnknown extends RefusedException {
    private static final long serialVersionUID = 1L;

    private AttemptNotUnknown(Problem problem) {
      super(problem);
    }
  }

  /** {@code attempt-open}: an attempt on another channel is still open and could not be closed. */
  public static final class AttemptOpen extends RefusedException {
    private static final long serialVersionUID = 1L;

    private AttemptOpen(Problem problem) {
      super(problem);
    }
  }

  /** {@code deposit-conflict}: the deposit id was used with other content. */
  public static final class DepositConflict extends RefusedException {
    private static final long serialVersionUID = 1L;

    private DepositConflict(Problem problem) {
      super(problem);
    }
  }

  /** {@code events-archived}: events behind the cursor have left; read on without one. */
  public static final class EventsArchived extends RefusedException {
    private static final long serialVersionUID = 1L;

    private EventsArchived(Problem problem) {
      super(problem);
    }
  }

  /** {@code forbidden}: the caller is known and may not do this. */
  public static final class Forbidden extends RefusedException {
    private static final long serialVersionUID = 1L;

    private Forbidden(Problem problem) {
      super(problem);
    }
  }

  /** {@code idempotency-key-reused}: the idempotency key belongs to another request. */
  public static final class IdempotencyKeyReused extends RefusedException {
    private static final long serialVersionUID = 1L;

    private IdempotencyKeyReused(Problem problem) {
      super(problem);
    }
  }

  /** {@code insufficient-funds}: the customer's balance is too low; the payment stays open. */
  public static final class InsufficientFunds extends RefusedException {
    private static final long serialVersionUID = 1L;

    private InsufficientFunds(Problem problem) {
      super(problem);
    }
  }

  /** {@code internal-error}: a bug of the server. */
  @SuppressWarnings("JavaLangClash") // named as its code, like the others
  public static final class InternalError extends RefusedException {
    private static final long serialVersionUID = 1L;

    private InternalError(Problem problem) {
      super(problem);
    }
  }

  /** {@code invalid-request}: the request is not valid; {@link #problem()} names the fields. */
  public static final class InvalidRequest extends RefusedException {
    private static final long serialVersionUID = 1L;

    private InvalidRequest(Problem problem) {
      super(problem);
    }
  }

  /** {@code invoice-not-requested}: nobody asked for an invoice of this payment. */
  public static final class InvoiceNotRequested extends RefusedException {
    private static final long serialVersionUID = 1L;

    private InvoiceNotRequested(Problem problem) {
      super(problem);
    }
  }

  /** {@code limit-exceeded}: a limit of the merchant is exceeded. */
  public static final class LimitExceeded extends RefusedException {
    private static final long serialVersionUID = 1L;

    private LimitExceeded(Problem problem) {
      super(problem);
    }
  }

  /** {@code method-not-allowed}: the route has no such method: an older server. */
  public static final class MethodNotAllowed extends RefusedException {
    private static final long serialVersionUID = 1L;

    private MethodNotAllowed(Problem problem) {
      super(problem);
    }
  }

  /** {@code not-acceptable}: the server has no such representation. */
  public static final class NotAcceptable extends RefusedException {
    private static final long serialVersionUID = 1L;

    private NotAcceptable(Problem problem) {
      super(problem);
    }
  }

  /** {@code not-found}: there is no such object, or it is another merchant's. */
  public static final class NotFound extends RefusedException {
    private static final long serialVersionUID = 1L;

    private NotFound(Problem problem) {
      super(problem);
    }
  }

  /** {@code order-conflict}: the order id was used with other content. */
  public static final class OrderConflict extends RefusedException {
    private static final long serialVersionUID = 1L;

    private OrderConflict(Problem problem) {
      super(problem);
    }
  }

  /** {@code payload-too-large}: the body is too large. */
  public static final class PayloadTooLarge extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PayloadTooLarge(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-canceled}: the payment is canceled. */
  public static final class PaymentCanceled extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentCanceled(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-declined}: the channel declined; the payment stays open. */
  public static final class PaymentDeclined extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentDeclined(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-expired}: the payment has expired. */
  public static final class PaymentExpired extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentExpired(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-key-expired}: the payment key may no longer confirm. */
  public static final class PaymentKeyExpired extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentKeyExpired(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-not-confirmed}: the payment is not confirmed yet. */
  public static final class PaymentNotConfirmed extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentNotConfirmed(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-processing}: a channel is at work on the payment. */
  public static final class PaymentProcessing extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentProcessing(Problem problem) {
      super(problem);
    }
  }

  /** {@code payment-succeeded}: the payment has succeeded already. */
  public static final class PaymentSucceeded extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PaymentSucceeded(Problem problem) {
      super(problem);
    }
  }

  /**
   * {@code payout-conflict}: the settlement was paid out with other content, or nothing is payable.
   */
  public static final class PayoutConflict extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PayoutConflict(Problem problem) {
      super(problem);
    }
  }

  /** {@code period-open}: something may still be booked in the period. */
  public static final class PeriodOpen extends RefusedException {
    private static final long serialVersionUID = 1L;

    private PeriodOpen(Problem problem) {
      super(problem);
    }
  }

  /** {@code refund-conflict}: the refund id was used with other content. */
  public static final class RefundConflict extends RefusedException {
    private static final long serialVersionUID = 1L;

    private RefundConflict(Problem problem) {
      super(problem);
    }
  }

  /** {@code refund-exceeds-payment}: the refunds together would exceed the payment. */
  public static final class RefundExceedsPayment extends RefusedException {
    private static final long serialVersionUID = 1L;

    private RefundExceedsPayment(Problem problem) {
      super(problem);
    }
  }

  /** {@code request-in-progress}: another call with the same key is in progress. */
  public static final class RequestInProgress extends RefusedException {
    private static final long serialVersionUID = 1L;

    private RequestInProgress(Problem problem) {
      super(problem);
    }
  }

  /** {@code resolution-refused}: the discrepancy cannot be resolved this way. */
  public static final class ResolutionRefused extends RefusedException {
    private static final long serialVersionUID = 1L;

    private ResolutionRefused(Problem problem) {
      super(problem);
    }
  }

  /** {@code service-unavailable}: the server cannot serve for the moment. */
  public static final class ServiceUnavailable extends RefusedException {
    private static final long serialVersionUID = 1L;

    private ServiceUnavailable(Problem problem) {
      super(problem);
    }
  }

  /** {@code settlement-conflict}: the period does not continue the last settlement. */
  public static final class SettlementConflict extends RefusedException {
    private static final long serialVersionUID = 1L;

    private SettlementConflict(Problem problem) {
      super(problem);
    }
  }

  /** {@code too-many-requests}: too many calls. */
  public static final class TooManyRequests extends RefusedException {
    private static final long serialVersionUID = 1L;

    private TooManyRequests(Problem problem) {
      super(problem);
    }
  }

  /** {@code transaction-not-reversible}: the transaction is not reversed by hand. */
  public static final class TransactionNotReversible extends RefusedException {
    private static final long serialVersionUID = 1L;

    private TransactionNotReversible(Problem problem) {
      super(problem);
    }
  }

  /** {@code unauthorized}: who calls is not proven; the server never says why. */
  public static final class Unauthorized extends RefusedException {
    private static final long serialVersionUID = 1L;

    private Unauthorized(Problem problem) {
      super(problem);
    }
  }

  /** {@code unsupported-media-type}: the body's type is not supported. */
  public static final class UnsupportedMediaType extends RefusedException {
    private static final long serialVersionUID = 1L;

    private UnsupportedMediaType(Problem problem) {
      super(problem);
    }
  }
}
