package io.kassa.mail;

import io.kassa.outbox.Consumers;
import io.kassa.outbox.Courier;
import io.kassa.outbox.Notice;
import io.kassa.outbox.Outbox;
import io.kassa.schema.SchemaGate;
import io.kassa.storage.Outage;
import io.kassa.trace.Step;
import io.kassa.trace.Tracing;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes orders of letters from the queue. It has no transaction, since a mail server may take
 * longer than one lasts; a message that is lost with its node is no loss, as the outbox sends what
 * has no receipt again. What fails is noted there; an outage of the database counts as no failure.
 */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(
            propertyName = "destinationType",
            propertyValue = "jakarta.jms.Queue"))
public class MailListener implements MessageListener {
  private static final Logger LOG = Logger.getLogger(MailListener.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @EJB private SchemaGate gate;
  @EJB private Mailing mailing;
  @EJB private Outbox outbox;
  @EJB private Courier courier;
  @Inject private Tracing tracing;

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void onMessage(Message message) {
    Notice notice = Courier.read(message);
    Step step = tracing.received(Consumers.queue(Consumers.MAIL), notice.eventId(), notice.trace());
    step.run(() -> follow(notice, step));
  }

  private void follow(Notice notice, Step step) {
    try {
      if (gate.awaitOpen(PATIENCE)) {
        mailing.send(notice);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      step.failed(failure.getClass().getName());
      note(notice, failure);
    }
  }

  /** The text of what went wrong stays out: it may tell of the buyer. */
  private void note(Notice notice, RuntimeException failure) {
    String error = rootOf(failure).getClass().getName();
    LOG.log(
        Level.WARNING, "document {0} is not mailed: {1}", new Object[] {notice.objectId(), error});
    try {
      if (Outage.caused(failure)) {
        outbox.postpone(notice.eventId(), Consumers.MAIL, error);
      } else if (outbox.failed(notice.eventId(), Consumers.MAIL, error)) {
        LOG.severe("dead: no mail of document " + notice.objectId() + ": " + error);
        courier.bury(Consumers.MAIL, notice, error);
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
