package io.kassa.invoice.control;

import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Number, render, store: two short transactions with the slow part between them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceMaking {
  @EJB private InvoiceBook book;
  @EJB private Outbox outbox;

  private final InvoiceRenderer renderer = new InvoiceRenderer();

  /** Makes the invoice that the notice asks for; does nothing if that was done. */
  public void make(Notice notice) {
    if (outbox.isReceived(notice.eventId(), Consumers.INVOICE)) {
      return;
    }
    NumberedInvoice invoice = book.number(notice.merchantId(), notice.paymentId());
    byte[] pdf = invoice.hasFile() ? new byte[0] : renderer.render(invoice.facts());
    book.issue(invoice, pdf, notice.eventId());
  }
}
