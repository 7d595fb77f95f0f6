package io.kassa.outbox;

import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Carries notices to the queues and reads them from messages. Each call is a JTA transaction whose
 * only resource is JMS: a transacted session inside an EJB would be ignored (Jakarta Messaging 3.1
 * section 12.3).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Courier {
  /**
   * How long a broker keeps a notice that nobody takes; the outbox has sent it again by then. A
   * receipt outlives it ({@link Receipts#KEPT_DAYS}), so no copy finds its receipt gone.
   */
  static final int MESSAGE_DAYS = 7;

  /** The message's property; one of a release before has none. */
  private static final String TRACE = "trace";

  @Resource(name = "jms/kassaConnectionFactory")
  private ConnectionFactory connections;

  @Resource(name = "jms/kassaInvoices")
  private Queue invoices;

  @Resource(name = "jms/kassaWebhooks")
  private Queue webhooks;

  @Resource(name = "jms/kassaMails")
  private Queue mails;

  @Resource(name = "jms/kassaDeadLetters")
  private Queue deadLetters;

  @Inject private Tracing tracing;

  /** Sends all or none. */
  public void send(String consumer, List<Notice> notices) {
    try (JMSContext context = connections.createContext()) {
      JMSProducer producer =
          context.createProducer().setTimeToLive(Duration.ofDays(MESSAGE_DAYS).toMillis());
      Destination queue = queueOf(consumer);
      for (Notice notice : notices) {
        Step step = tracing.sent(Consumers.queue(consumer), notice.eventId(), notice.trace());
        producer.send(queue, message(context, consumer, notice, step.trace()));
        step.end();
      }
    }
  }

  /** Puts a notice where operators see in the broker what no consumer could do. */
  public void bury(String consumer, Notice notice, String error) {
    try (JMSContext context = connections.createContext()) {
      MapMessage message = message(context, consumer, notice, notice.trace());
      message.setStringProperty("error", error);
      context.createProducer().send(deadLetters, message);
    } catch (JMSException failure) {
      throw new JMSRuntimeException(failure.getMessage(), failure.getErrorCode(), failure);
    }
  }

  /** Takes the notices of an event from the dead-letter queue; how many there were. */
  public int exhume(UUID eventId) {
    int taken = 0;
    try (JMSContext context = connections.createContext();
        var consumer =
            context.createConsumer(deadLetters, "JMSCorrelationID = '" + eventId + "'")) {
      while (consumer.receiveNoWait() != null) {
        taken++;
      }
    }
    return taken;
  }

  /**
   * The notice in a message.
   *
   * @throws IllegalStateException if the message was not sent by {@link #send}
   */
  public static Notice read(Message message) {
    try {
      MapMessage map = (MapMessage) message;
      String sent = map.getString("paymentId");
      UUID paymentId = sent == null ? null : UUID.fromString(sent);
      return new Notice(
          UUID.fromString(map.getString("eventId")),
          map.getString("type"),
          UUID.fromString(map.getString("merchantId")),
          paymentId,
          UUID.fromString(map.getString("objectId")),
          Trace.of(map.getStringProperty(TRACE), paymentId));
    } catch (JMSException | ClassCastException | NullPointerException foreign) {
      throw new IllegalStateException("a message that Kassa did not send", foreign);
    }
  }

  private Queue queueOf(String consumer) {
    return switch (consumer) {
      case Consumers.INVOICE -> invoices;
      case Consumers.WEBHOOK -> webhooks;
      case Consumers.MAIL -> mails;
      default -> throw new IllegalStateException("no queue for " + consumer);
    };
  }

  private static MapMessage message(
      JMSContext context, String consumer, Notice notice, Trace trace) {
    try {
      MapMessage message = context.createMapMessage();
      message.setJMSCorrelationID(notice.eventId().toString());
      message.setStringProperty("consumer", consumer);
      String text = trace.text();
      if (text != null) {
        message.setStringProperty(TRACE, text);
      }
      message.setString("eventId", notice.eventId().toString());
      message.setString("type", notice.type());
      message.setString("merchantId", notice.merchantId().toString());
      if (notice.paymentId() != null) {
        message.setString("paymentId", notice.paymentId().toString());
      }
      message.setString("objectId", notice.objectId().toString());
      return message;
    } catch (JMSException failure) {
      throw new JMSRuntimeException(failure.getMessage(), failure.getErrorCode(), failure);
    }
  }
}
