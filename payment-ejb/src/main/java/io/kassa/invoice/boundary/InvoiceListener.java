package io.kassa.invoice.boundary;

import io.kassa.invoice.control.InvoiceMaking;
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
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes invoice orders from the queue. Its own transaction holds JMS alone, and it takes every
 * message of Kassa's: what fails is noted in the outbox, which decides when to tell again and when
 * a notice is dead.
 *
 * <p>A database that does not serve says nothing about the notice. The listener then keeps its
 * message and tries again for a while, so the queue waits instead of being emptied for nothing;
 * after that it postpones the notice, which does not count as a failure. Should not even that be
 * possible, the outbox sends the notice again, since it has no receipt.
 */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(
            propertyName = "destinationType",
            propertyValue = "jakarta.jms.Queue"))
public class InvoiceListener implements MessageListener {
  private static final Logger LOG = Logger.getLogger(InvoiceListener.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The last try has to end before the transaction of the message does, after 30 s. */
  private static final Duration OUTAGE_PATIENCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  @EJB private SchemaGate gate;
  @EJB private InvoiceMaking making;
  @EJB private Outbox outbox;
  @EJB private Courier courier;
  @Inject private Tracing tracing;

  @Override
  public void onMessage(Message message) {
    Notice notice = Courier.read(message);
    Step step =
        tracing.received(Consumers.queue(Consumers.INVOICE), notice.eventId(), notice.trace());
    step.run(() -> follow(notice, step));
  }

  private void follow(Notice notice, Step step) {
    try {
      if (gate.awaitOpen(PATIENCE)) {
        make(notice);
        LOG.log(Level.FINE, "event {0}: its document is made", notice.eventId());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      step.failed(failure.getClass().getName());
      LOG.log(Level.WARNING, "no invoice yet for event " + notice.eventId(), failure);
      note(notice, failure);
    }
  }

  /** Makes the invoice, in spite of an outage that is over soon. */
  private void make(Notice notice) throws InterruptedException {
    long end = System.nanoTime() + OUTAGE_PATIENCE.toNanos();
    while (true) {
      try {
        making.make(notice);
        return;
      } catch (RuntimeException failure) {
        if (!Outage.caused(failure) || System.nanoTime() - end >= 0) {
          throw failure;
        }
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
    }
  }

  private void note(Notice notice, RuntimeException failure) {
    String error = rootOf(failure).toString();
    try {
      if (Outage.caused(failure)) {
        outbox.postpone(notice.eventId(), Consumers.INVOICE, error);
      } else if (outbox.failed(notice.eventId(), Consumers.INVOICE, error)) {
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
