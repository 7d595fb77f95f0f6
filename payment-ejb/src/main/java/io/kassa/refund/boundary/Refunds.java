package io.kassa.refund.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.IdempotencyKeys;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.idempotency.RequestKey;
import io.kassa.ledger.AccountCode;
import io.kassa.ledger.ChartOfAccounts;
import io.kassa.refund.control.RefundBook;
import io.kassa.refund.control.RefundBook.Wish;
import io.kassa.refund.control.RefundPages;
import io.kassa.refund.control.RefundReserved;
import io.kassa.refund.entity.Refundable;
import io.kassa.refund.entity.WrittenRefund;
import io.kassa.storage.Bytes;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What merchants do with refunds. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class Refunds {
  @EJB private RefundBook book;
  @EJB private RefundPages pages;
  @Inject private ChartOfAccounts chart;
  @EJB private IdempotencyKeys idempotency;
  @Inject private Event<RefundReserved> reservations;

  /**
   * Gives money of a payment back, or answers again what the same refund id was answered before.
   * What a channel has to do is reserved here and done after the answer; into a customer's account
   * it is done at once.
   *
   * @param key null if the call has none
   * @throws PaymentException NOT_FOUND; IDEMPOTENCY_KEY_REUSED; REFUND_CONFLICT if the refund id
   *     was used with other content; PAYMENT_NOT_CONFIRMED if the payment did not succeed;
   *     REFUND_EXCEEDS_PAYMENT if not so much is left; ACCOUNT_NOT_OPEN if the money came from an
   *     account that is closed; LIMIT_EXCEEDED if its balance would pass 2^53-1
   */
  @Requires(Permission.CREATE_REFUND)
  public Created<RefundView> create(
      Caller caller, UUID paymentId, CreateRefund command, RequestKey key) {
    UUID merchantId = caller.merchantId();
    return idempotency.once(
        caller,
        key,
        RefundView::id,
        id ->
            pages
                .byId(merchantId, UUID.fromString(id))
                .map(RefundView::asCreated)
                .orElseThrow(() -> new IllegalStateException("a recorded refund is not there")),
        () -> create(merchantId, paymentId, command));
  }

  private Created<RefundView> create(UUID merchantId, UUID paymentId, CreateRefund command) {
    Refundable payment =
        pages.refundable(merchantId, paymentId).orElseThrow(PaymentException::notFound);
    Bytes hash = Bytes.of(command.contentHash(paymentId));
    Optional<Created<RefundView>> before = replay(merchantId, command, hash);
    if (before.isPresent()) {
      return before.get();
    }
    if (payment.attemptId() == null) {
      throw PaymentException.of(
          ErrorCode.PAYMENT_NOT_CONFIRMED, "The payment has not succeeded, so nothing goes back.");
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Wish wish =
        new Wish(payment, id, command.refundId(), command.amountMinor(), command.reason(), hash);
    boolean reserved =
        book.reserve(
            wish,
            account(payment, AccountCode.MERCHANT_PAYABLE),
            payment.toAccount() ? null : account(payment, AccountCode.REFUNDS_IN_TRANSIT));
    if (!reserved) {
      return replay(merchantId, command, hash)
          .orElseThrow(
              () ->
                  PaymentException.of(
                      ErrorCode.REFUND_EXCEEDS_PAYMENT, "Not so much of the payment is left."));
    }
    if (!payment.toAccount()) {
      reservations.fire(new RefundReserved());
    }
    return Created.now(get(merchantId, id));
  }

  /**
   * One refund.
   *
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_REFUNDS)
  public RefundView get(Caller caller, UUID id) {
    return get(caller.merchantId(), id);
  }

  /**
   * The refunds of a payment, newest first; those that Kassa made by itself too.
   *
   * @param before the refund after which the page starts; null for the first page
   * @param limit at most how many
   * @throws PaymentException NOT_FOUND
   */
  @Requires(Permission.READ_REFUNDS)
  public List<RefundView> list(Caller caller, UUID paymentId, UUID before, int limit) {
    UUID merchantId = caller.merchantId();
    if (pages.refundable(merchantId, paymentId).isEmpty()) {
      throw PaymentException.notFound();
    }
    return pages.ofPayment(merchantId, paymentId, before, limit).stream()
        .map(RefundView::of)
        .toList();
  }

  private RefundView get(UUID merchantId, UUID id) {
    return pages.byId(merchantId, id).map(RefundView::of).orElseThrow(PaymentException::notFound);
  }

  private Optional<Created<RefundView>> replay(UUID merchantId, CreateRefund command, Bytes hash) {
    Optional<WrittenRefund> before = pages.byRefundId(merchantId, command.refundId());
    if (before.isPresent() && !hash.equals(before.get().requestHash())) {
      throw PaymentException.of(
          ErrorCode.REFUND_CONFLICT, "This refund id was used with other content.");
    }
    return before.map(refund -> Created.before(RefundView.of(refund)));
  }

  private UUID account(Refundable payment, AccountCode code) {
    return chart.account(payment.merchantId(), code, payment.currency());
  }
}
