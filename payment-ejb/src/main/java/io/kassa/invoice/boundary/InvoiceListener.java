package io.kassa.invoice.boundary;

import io.kassa.invoice.control.InvoiceMaking;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.Courier;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import io.kassa.schema.SchemaGate;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes invoice orders from the queue. Its own transaction holds JMS alone, and it takes every
 * message: what fails is noted in the outbox, which decides when to tell again and when a notice is
 * dead. So a database that is down does not use up the broker's redeliveries; whatever has no
 * receipt is sent again.
 */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(
            propertyName = "destinationType",
            propertyValue = "jakarta.jms.Queue"))
public class InvoiceListener implements MessageListener {
  private static final Logger LOG = Logger.getLogger(InvoiceListener.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @EJB private SchemaGate gate;
  @EJB private InvoiceMaking making;
  @EJB private Outbox outbox;
  @EJB private Courier courier;

  @Override
  public void onMessage(Message message) {
    Notice notice = Courier.read(message);
    try {
      if (gate.awaitOpen(PATIENCE)) {
        making.make(notice);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "no invoice yet for event " + notice.eventId(), failure);
      note(notice, failure);
    }
  }

  private void note(Notice notice, RuntimeException failure) {
    String error = rootOf(failure).toString();
    try {
      if (outbox.failed(notice.eventId(), Consumers.INVOICE, error)) {
        LOG.severe("dead: no invoice for event " + notice.eventId() + ": " + error);
        courier.bury(Consumers.INVOICE, notice, error);
      }
    } catch (RuntimeException unnoted) {
      LOG.log(
          Level.WARNING,
          "could not note that; the outbox sends event " + notice.eventId() + " again",
          unnoted);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
