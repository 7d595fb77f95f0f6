package io.kassa.invoice.control;

import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Number, render, store: two short transactions with the slow part between them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceMaking {
  private static final String REFUND_SUCCEEDED = "refund.succeeded";

  @EJB private InvoiceBook book;
  @EJB private CreditNoteBook creditNotes;
  @EJB private Outbox outbox;

  @Inject private RenderingTurns turns;

  private final InvoiceRenderer renderer = new InvoiceRenderer();

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
    turns.await();
    try {
      return renderer.render(document.facts());
    } finally {
      turns.end();
    }
  }
}
