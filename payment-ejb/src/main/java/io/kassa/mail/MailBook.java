package io.kassa.mail;

import io.kassa.audit.AuditLog;
import io.kassa.invoice.control.InvoiceBook;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import io.kassa.payment.control.PaymentBook;
import io.kassa.payment.control.PersonalData;
import io.kassa.payment.entity.Buyer;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** What the database holds of a letter before it is sent, and what is noted afterwards. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MailBook {
  @EJB private InvoiceBook invoices;
  @EJB private PaymentBook payments;
  @EJB private Outbox outbox;
  @EJB private AuditLog audit;
  @Inject private PersonalData personalData;

  /** The letter that a notice asks for; empty if the buyer's data was erased since. */
  public Optional<Letter> letter(Notice notice) {
    UUID documentId = notice.objectId();
    return address(notice)
        .map(
            address ->
                new Letter(
                    documentId,
                    invoices.facts(notice.merchantId(), documentId),
                    address,
                    invoices.pdf(notice.merchantId(), documentId)));
  }

  private Optional<String> address(Notice notice) {
    return payments
        .byId(notice.merchantId(), notice.paymentId())
        .map(payment -> personalData.open(payment.sealedBuyer(), payment.id()))
        .map(Buyer::email);
  }

  /** Closes a notice: its letter is sent, or there is none to send. */
  public void close(Notice notice) {
    outbox.receive(notice.eventId(), Consumers.MAIL, notice.merchantId());
  }

  /**
   * Closes a notice whose letter can reach nobody, and tells operators.
   *
   * @param reason nothing personal
   */
  public void giveUp(Notice notice, String reason) {
    if (outbox.receive(notice.eventId(), Consumers.MAIL, notice.merchantId())) {
      audit.recordBySystem(
          "mail",
          "invoice.mail-refused",
          notice.merchantId(),
          "document " + notice.objectId(),
          reason);
    }
  }
}
