package io.kassa.erasure.control;

import io.kassa.audit.AuditLog;
import io.kassa.invoice.control.InvoiceRetention;
import io.kassa.payment.control.PaymentPrivacy;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** One transaction of the retention: a batch of payments, and one audit entry for it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RetentionBatch {
  @EJB private PaymentPrivacy privacy;
  @EJB private InvoiceRetention invoices;
  @EJB private AuditLog audit;

  /**
   * Erases a batch of what is older than so many days.
   *
   * @return of how many payments; 0 when nothing is left
   */
  public int erase(int days) {
    int payments = privacy.eraseOlderThan(days);
    if (payments > 0) {
      audit.recordBySystem(
          "retention",
          "personal-data.expired",
          payments + " payments that ended " + days + " days ago");
    }
    return payments;
  }

  /**
   * Deletes a batch of invoices that no law keeps any more.
   *
   * @param years full calendar years after the one of issue
   * @return how many; 0 when nothing is left
   */
  public int deleteInvoices(int years) {
    int deleted = invoices.deleteOlderThan(years);
    if (deleted > 0) {
      audit.recordBySystem(
          "retention",
          "invoices.expired",
          deleted + " invoices, " + years + " full years after the year of issue");
    }
    return deleted;
  }
}
