package io.kassa.outbox;

import io.kassa.trace.Step;
import io.kassa.trace.Trace;
import io.kassa.trace.Tracing;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

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

  /**
   * Sends all or none. The broker need not keep them on a disk: what it loses is told again by the
   * outbox (docs/adr/0039).
   */
  public void send(String consumer, List<Notice> notices) {
    inSession(
        session -> {
          MessageProducer producer = session.createProducer(queueOf(consumer));
          producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
          producer.setTimeToLive(Duration.ofDays(MESSAGE_DAYS).toMillis());
          for (Notice notice : notices) {
            Step step = tracing.sent(Consumers.queue(consumer), notice.eventId(), notice.trace());
            try {
              producer.send(message(session, consumer, notice, step.trace()));
            } finally {
              step.end();
            }
          }
        });
  }

  /** Puts a notice where operators see in the broker what no consumer could do. */
  public void bury(String consumer, Notice notice, String error) {
    inSession(
        session -> {
          MapMessage message = message(session, consumer, notice, notice.trace());
          message.setStringProperty("error", error);
          session.createProducer(deadLetters).send(message);
        });
  }

  /** Takes the notices of an event from the dead-letter queue; how many there were. */
  public int exhume(UUID eventId) {
    AtomicInteger taken = new AtomicInteger();
    inSession(
        session -> {
          MessageConsumer consumer =
              session.createConsumer(deadLetters, "JMSCorrelationID = '" + eventId + "'");
          while (consumer.receiveNoWait() != null) {
            taken.incrementAndGet();
          }
        });
    return taken.get();
  }

  /** What is done in a session; closing its connection closes all that it made. */
  private interface Errand {
    void run(Session session) throws JMSException;
  }

  /** By the classic interface, since ActiveMQ's resource adapter has no {@code JMSContext}. */
  private void inSession(Errand errand) {
    try (Connection connection = connections.createConnection()) {
      connection.start();
      errand.run(connection.createSession(true, Session.SESSION_TRANSACTED));
    } catch (JMSException failure) {
      throw new JMSRuntimeException(failure.getMessage(), failure.getErrorCode(), failure);
    }
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

  private static MapMessage message(Session session, String consumer, Notice notice, Trace trace)
      throws JMSException {
    MapMessage message = session.createMapMessage();
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
  }
}
