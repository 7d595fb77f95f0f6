package io.kassa.erasure.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.audit.AuditLog;
import io.kassa.erasure.boundary.Erasure.Erased;
import io.kassa.erasure.boundary.Erasure.Kept;
import io.kassa.erasure.boundary.Erasure.KeptItem;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.idempotency.Created;
import io.kassa.idempotency.IdempotencyKeys;
import io.kassa.idempotency.NonceInterceptor;
import io.kassa.idempotency.RequestKey;
import io.kassa.invoice.control.InvoiceBook;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.control.PaymentPrivacy;
import io.kassa.payment.entity.Payment;
import io.kassa.payment.entity.PaymentState;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a merchant does to make Kassa forget a person. */
@Stateless
@Interceptors({PermissionInterceptor.class, NonceInterceptor.class})
public class Erasures {
  private static final int LAST_DAY = 31;

  @EJB private PaymentPrivacy privacy;
  @EJB private PaymentBook payments;
  @EJB private InvoiceBook invoices;
  @EJB private AuditLog audit;
  @EJB private IdempotencyKeys idempotency;

  /** Full calendar years after the one of issue, as tax laws count. */
  @Inject
  @ConfigProperty(name = "kassa.retention.invoiceYears", defaultValue = "10")
  private int invoiceYears;

  /**
   * Erases what a payment holds of a person and no law keeps; again: the same answer.
   *
   * @param key null if the call has none
   * @throws PaymentException NOT_FOUND; PAYMENT_NOT_CONFIRMED while the phone may still confirm;
   *     PAYMENT_PROCESSING; REQUEST_IN_PROGRESS while the invoice is being made, which names the
   *     buyer; IDEMPOTENCY_KEY_REUSED
   */
  @Requires(Permission.ERASE_PERSONAL_DATA)
  public Created<Erasure> erase(Caller caller, UUID paymentId, RequestKey key) {
    return idempotency.once(
        caller,
        key,
        Erasure::paymentId,
        id -> erase(caller, paymentId),
        () -> Created.before(erase(caller, paymentId)));
  }

  private Erasure erase(Caller caller, UUID paymentId) {
    boolean erasedNow = privacy.erase(caller.merchantId(), paymentId);
    Payment payment =
        payments.byId(caller.merchantId(), paymentId).orElseThrow(PaymentException::notFound);
    if (payment.erasedAt() == null) {
      throw refusal(payment);
    }
    if (erasedNow) {
      audit.record(caller, "personal-data.erased", caller.merchantId(), "payment " + paymentId);
    }
    return new Erasure(paymentId, payment.erasedAt(), List.of(Erased.values()), kept(payment));
  }

  private static PaymentException refusal(Payment payment) {
    return switch (payment.status()) {
      case REQUIRES_CONFIRMATION ->
          PaymentException.of(
              ErrorCode.PAYMENT_NOT_CONFIRMED,
              "The payment is still open. Cancel it, or wait until it has ended.");
      case PROCESSING ->
          PaymentException.of(ErrorCode.PAYMENT_PROCESSING, "A channel is being asked.");
      case SUCCEEDED, CANCELED, EXPIRED ->
          PaymentException.of(
              ErrorCode.REQUEST_IN_PROGRESS,
              "The invoice is being made and names the buyer. Try again when it is issued.");
    };
  }

  private List<Kept> kept(Payment payment) {
    List<Kept> kept = new ArrayList<>();
    kept.add(
        new Kept(
            KeptItem.ORDER,
            "The order id and a hash of its content, so that the same order is not paid twice.",
            null));
    if (payment.status() == PaymentState.SUCCEEDED) {
      kept.add(new Kept(KeptItem.LEDGER, "The books: amounts, accounts and times only.", null));
      kept.add(
          new Kept(
              KeptItem.CONFIRMATION,
              "The signed proof of payment; it names the order and no person.",
              null));
    }
    invoices
        .document(payment.merchantId(), payment.id())
        .map(
            invoice ->
                new Kept(
                    KeptItem.INVOICE,
                    "Tax law demands that issued invoices are kept; it is stored encrypted.",
                    keptUntil(invoice)))
        .ifPresent(kept::add);
    return List.copyOf(kept);
  }

  private LocalDate keptUntil(InvoiceDocument invoice) {
    int issued = invoice.issuedAt().atZone(ZoneOffset.UTC).getYear();
    return LocalDate.of(issued + invoiceYears, Month.DECEMBER, LAST_DAY);
  }
}
