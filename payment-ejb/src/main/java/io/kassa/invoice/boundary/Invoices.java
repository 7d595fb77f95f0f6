package io.kassa.invoice.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.invoice.control.ElectronicForms;
import io.kassa.invoice.control.InvoiceBook;
import io.kassa.invoice.control.InvoiceSequence;
import io.kassa.invoice.entity.ElectronicForm;
import io.kassa.invoice.entity.InvoiceDocument;
import io.kassa.invoice.entity.SequenceEntry;
import io.kassa.invoice.entity.SequencePosition;
import io.kassa.invoice.entity.Series;
import io.kassa.payment.boundary.Payments;
import io.kassa.payment.entity.InvoiceStatus;
import io.kassa.payment.entity.PaymentState;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The invoice of a payment, for those who may read the payment. */
@Stateless
@Interceptors(PermissionInterceptor.class)
public class Invoices {
  @EJB private InvoiceBook book;
  @EJB private ElectronicForms forms;
  @EJB private InvoiceSequence sequence;
  @EJB private Payments payments;

  /**
   * What the invoice of a payment states.
   *
   * @return empty while it is being made
   * @throws PaymentException NOT_FOUND, also once its years are over and it is deleted;
   *     PAYMENT_NOT_CONFIRMED; INVOICE_NOT_REQUESTED
   */
  @Requires(Permission.READ_PAYMENT)
  public Optional<InvoiceDocument> find(Caller caller, UUID paymentId) {
    var payment = payments.get(caller, paymentId);
    if (payment.status() != PaymentState.SUCCEEDED) {
      throw PaymentException.of(
          ErrorCode.PAYMENT_NOT_CONFIRMED, "The payment has not succeeded, so it has no invoice.");
    }
    if (payment.invoice() == InvoiceStatus.NONE) {
      throw PaymentException.of(
          ErrorCode.INVOICE_NOT_REQUESTED, "Nobody asked for an invoice of this payment.");
    }
    Optional<InvoiceDocument> document = book.document(caller.merchantId(), paymentId);
    if (document.isEmpty() && payment.invoice() == InvoiceStatus.ISSUED) {
      throw PaymentException.notFound();
    }
    return document;
  }

  /**
   * The PDF of an invoice that {@link #find} found.
   *
   * @throws PaymentException as {@link #find}
   */
  @Requires(Permission.READ_PAYMENT)
  public byte[] pdf(Caller caller, UUID paymentId) {
    InvoiceDocument document = find(caller, paymentId).orElseThrow(PaymentException::notFound);
    return book.pdf(caller.merchantId(), document.id());
  }

  /**
   * The merchant's numbers of a series after a position, ascending: each once, none left out.
   *
   * @param year null for all
   */
  @Requires(Permission.LIST_PAYMENTS)
  public List<SequenceEntry> sequence(
      Caller caller, Series series, Integer year, SequencePosition after, int limit) {
    return sequence.page(caller.merchantId(), series, year, after, limit);
  }

  /**
   * The XML of an invoice that {@link #find} found.
   *
   * @return empty if it was issued without an electronic form
   * @throws PaymentException as {@link #find}
   */
  @Requires(Permission.READ_PAYMENT)
  public Optional<byte[]> xml(Caller caller, UUID paymentId, ElectronicForm form) {
    InvoiceDocument document = find(caller, paymentId).orElseThrow(PaymentException::notFound);
    return forms.of(caller.merchantId(), document.id(), form);
  }
}
