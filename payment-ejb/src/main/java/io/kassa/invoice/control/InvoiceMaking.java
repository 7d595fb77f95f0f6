package io.kassa.invoice.control;

import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * Number, render, store: two short transactions with the slow part between them. It is done by the
 * server's threads of lowest priority, so that a backlog of invoices takes only what phones leave.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceMaking {
  private static final String REFUND_SUCCEEDED = "refund.succeeded";

  /** One for all, so that there are no more sets of parsed fonts than threads that draw. */
  private static final InvoiceRenderer RENDERER = new InvoiceRenderer();

  @Resource(name = "concurrent/kassaDrawing")
  private ManagedExecutorService drawing;

  @EJB private InvoiceBook book;
  @EJB private CreditNoteBook creditNotes;
  @EJB private Outbox outbox;

  /** Makes the document that the notice asks for; does nothing if that was done. */
  public void make(Notice notice) {
    if (notice.type().equals(REFUND_SUCCEEDED)) {
      credit(notice);
      return;
    }
    NumberedInvoice invoice = book.number(notice.merchantId(), notice.paymentId());
    book.issue(invoice, render(invoice), notice.eventId());
  }

  /** A credit note names its invoice, so that one gets its number first. */
  private void credit(Notice notice) {
    if (outbox.isReceived(notice.eventId(), Consumers.INVOICE)) {
      return;
    }
    UUID merchantId = notice.merchantId();
    if (book.isOver(merchantId, notice.paymentId())) {
      creditNotes.skip(merchantId, notice.eventId());
      return;
    }
    UUID paymentId = notice.paymentId();
    NumberedInvoice invoice =
        book.find(merchantId, paymentId).orElseGet(() -> book.number(merchantId, paymentId));
    NumberedInvoice note = creditNotes.number(invoice, notice.objectId());
    creditNotes.issue(note, render(note), notice.eventId());
  }

  /** The file; none for a document that has one. */
  private byte[] render(NumberedInvoice document) {
    if (document.hasFile()) {
      return new byte[0];
    }
    try {
      return drawing.submit(() -> RENDERER.render(document.facts())).get();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a document was drawn", stopping);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a document was not drawn", failure.getCause());
    }
  }
}
