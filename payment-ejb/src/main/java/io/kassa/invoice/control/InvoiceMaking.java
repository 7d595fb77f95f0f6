package io.kassa.invoice.control;

import com.github.f4b6a3.uuid.util.UuidUtil;
import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.metrics.Rush;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Number, render, store: two short transactions with the slow part between them. That one is done
 * by few threads of the server's, which rest in between while phones pay in a rush, so that a
 * backlog of invoices leaves processors to the phones.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoiceMaking {
  private static final String REFUND_SUCCEEDED = "refund.succeeded";

  /** In a rush a thread that drew rests so many times as long. */
  private static final int RESTS = 3;

  private static final int TIME_ORDERED = 7;

  /** One for all, so that there are no more sets of parsed fonts than threads that draw. */
  private static final InvoiceRenderer RENDERER = new InvoiceRenderer();

  @Resource(name = "concurrent/kassaDrawing")
  private ManagedExecutorService drawing;

  @Inject private DrawingLine line;
  @Inject private Rush rush;

  @Inject
  @ConfigProperty(name = "kassa.invoice.patienceSeconds", defaultValue = "60")
  private long patienceSeconds;

  @Inject private NumberingAhead ahead;

  @EJB private InvoiceBook book;
  @EJB private CreditNoteBook creditNotes;
  @EJB private Outbox outbox;

  /** Makes the document that the notice asks for; does nothing if that was done. */
  public void make(Notice notice) {
    if (isOfRefund(notice)) {
      credit(notice);
      return;
    }
    NumberedInvoice invoice =
        ahead.take(notice).orElseGet(() -> book.number(notice.merchantId(), notice.paymentId()));
    book.issue(invoice, render(invoice, notice), notice.eventId());
  }

  static boolean isOfRefund(Notice notice) {
    return notice.type().equals(REFUND_SUCCEEDED);
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
    creditNotes.issue(note, render(note, notice), notice.eventId());
  }

  /** The file; none for a document that has one. */
  private byte[] render(NumberedInvoice document, Notice notice) {
    if (document.hasFile()) {
      return new byte[0];
    }
    try {
      return line.draw(drawing, () -> draw(document.facts(), notice));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a document was drawn", stopping);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a document was not drawn", failure.getCause());
    }
  }

  /** In a rush phones have most of the processor, unless the document has waited already. */
  private byte[] draw(InvoiceFacts facts, Notice notice) {
    long begin = System.nanoTime();
    byte[] file = RENDERER.render(facts);
    if (rush.isOn() && !hasWaited(notice.eventId())) {
      LockSupport.parkNanos(RESTS * (System.nanoTime() - begin));
    }
    return file;
  }

  private boolean hasWaited(UUID eventId) {
    return eventId.version() != TIME_ORDERED
        || UuidUtil.getInstant(eventId).plusSeconds(patienceSeconds).isBefore(Instant.now());
  }
}
