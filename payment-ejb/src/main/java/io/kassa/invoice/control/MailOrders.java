package io.kassa.invoice.control;

import io.kassa.invoice.entity.InvoiceFacts;
import io.kassa.invoice.entity.NumberedInvoice;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import io.kassa.trace.Trace;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Orders an e-mail where a document is issued and its buyer gave an address. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class MailOrders {
  @EJB private Outbox outbox;

  /** Off until somebody says that there is a mail server behind the mail session. */
  @Inject
  @ConfigProperty(name = "kassa.mail.enabled", defaultValue = "false")
  private boolean enabled;

  /**
   * Orders the letter in the transaction that issues the document; does nothing where there is no
   * address, or no mail server.
   *
   * @param eventId of the event that tells of the document
   */
  public void order(NumberedInvoice document, UUID eventId, String type) {
    InvoiceFacts.Buyer buyer = document.facts().buyer();
    if (!enabled || buyer == null || buyer.email() == null) {
      return;
    }
    outbox.tell(
        Consumers.MAIL,
        new Notice(
            eventId,
            type,
            document.merchantId(),
            document.facts().paymentId(),
            document.id(),
            Trace.current()));
  }
}
