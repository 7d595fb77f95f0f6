package io.kassa.notification.boundary;

import io.kassa.notification.control.FanOut;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes announcements of events from the queue and makes their deliveries. It calls nobody: a
 * merchant's server cannot hold it up. It takes every message; what fails is noted in the outbox,
 * which decides when to tell again and when a notice is dead. An outage of the database counts as
 * no failure.
 */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(
            propertyName = "destinationType",
            propertyValue = "jakarta.jms.Queue"))
public class WebhookListener implements MessageListener {
  private static final Logger LOG = Logger.getLogger(WebhookListener.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @EJB private SchemaGate gate;
  @EJB private FanOut fanOut;
  @EJB private Outbox outbox;
  @EJB private Courier courier;
  @Inject private Tracing tracing;

  @Override
  public void onMessage(Message message) {
    Notice notice = Courier.read(message);
    Step step =
        tracing.received(Consumers.queue(Consumers.WEBHOOK), notice.eventId(), notice.trace());
    step.run(() -> follow(notice, step));
  }

  private void follow(Notice notice, Step step) {
    try {
      if (gate.awaitOpen(PATIENCE)) {
        fanOut.deliver(notice);
        LOG.log(Level.FINE, "event {0}: its deliveries are made", notice.eventId());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      step.failed(failure.getClass().getName());
      LOG.log(Level.WARNING, "no deliveries yet of event " + notice.eventId(), failure);
      note(notice, failure);
    }
  }

  private void note(Notice notice, RuntimeException failure) {
    String error = rootOf(failure).toString();
    try {
      if (Outage.caused(failure)) {
        outbox.postpone(notice.eventId(), Consumers.WEBHOOK, error);
      } else if (outbox.failed(notice.eventId(), Consumers.WEBHOOK, error)) {
        LOG.severe("dead: no deliveries of event " + notice.eventId() + ": " + error);
        courier.bury(Consumers.WEBHOOK, notice, error);
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
