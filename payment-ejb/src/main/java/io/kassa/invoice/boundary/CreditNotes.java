package io.kassa.invoice.boundary;

import io.kassa.access.Caller;
import io.kassa.access.Permission;
import io.kassa.access.PermissionInterceptor;
import io.kassa.access.Requires;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import io.kassa.invoice.control.CreditNoteBook;
import io.kassa.invoice.control.ElectronicForms;
import io.kassa.invoice.control.InvoiceBook;
import io.kassa.invoice.entity.CreditNoteDocument;
import io.kassa.invoice.entity.ElectronicForm;
import io.kassa.refund.boundary.RefundView;
import io.kassa.refund.boundary.Refunds;
import io.kassa.refund.entity.RefundState;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import java.util.UUID;

/** The credit note of a refund, for those who may read the refund. */
@Stateless
@Interceptors(PermissionInterceptor.class)
public class CreditNotes {
  @EJB private CreditNoteBook book;
  @EJB private InvoiceBook files;
  @EJB private ElectronicForms forms;
  @EJB private Refunds refunds;

  /**
   * What the credit note of a refund states.
   *
   * @return empty while the refund is pending or the document is being made
   * @throws PaymentException NOT_FOUND, also for a refund that failed; INVOICE_NOT_REQUESTED if the
   *     refunded money stands on no invoice
   */
  @Requires(Permission.READ_REFUNDS)
  public Optional<CreditNoteDocument> find(Caller caller, UUID refundId) {
    RefundView refund = refunds.get(caller, refundId);
    if (refund.status() == RefundState.FAILED) {
      throw PaymentException.notFound();
    }
    if (refund.creditNote() == null) {
      throw PaymentException.of(
          ErrorCode.INVOICE_NOT_REQUESTED, "The refunded money stands on no invoice.");
    }
    return book.document(caller.merchantId(), refundId);
  }

  /**
   * The PDF of a credit note that {@link #find} found.
   *
   * @throws PaymentException as {@link #find}
   */
  @Requires(Permission.READ_REFUNDS)
  public byte[] pdf(Caller caller, UUID refundId) {
    CreditNoteDocument note = find(caller, refundId).orElseThrow(PaymentException::notFound);
    return files.pdf(caller.merchantId(), note.document().id());
  }

  /**
   * The XML of a credit note that {@link #find} found.
   *
   * @return empty if it was issued without an electronic form
   * @throws PaymentException as {@link #find}
   */
  @Requires(Permission.READ_REFUNDS)
  public Optional<byte[]> xml(Caller caller, UUID refundId, ElectronicForm form) {
    CreditNoteDocument note = find(caller, refundId).orElseThrow(PaymentException::notFound);
    return forms.of(caller.merchantId(), note.document().id(), form);
  }
}
