package io.kassa.faults;

import io.kassa.instance.NodeHandle;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another client of a node's broker, which takes messages from Kassa's queues before its listeners
 * do. It loads the broker's own library from the server.
 */
final class MessageThief implements AutoCloseable {
  /** For the first message, and for each more. */
  private static final Duration WAIT = Duration.ofMillis(250);

  private static final Duration SHORT_WAIT = Duration.ofMillis(50);

  /** For the broker's answer to anything; without it the library waits for ever. */
  private static final Duration BROKER_LIMIT = Duration.ofSeconds(5);

  /**
   * For so long a broker that gave none is left alone; what is asked of it meanwhile is in vain.
   * One whose clock jumps was seen to serve no new client for minutes.
   */
  private static final Duration REST = Duration.ofSeconds(60);

  private static final String FACTORY = "com.sun.messaging.ConnectionFactory";

  private final URLClassLoader library;
  private final ConnectionFactory factory;
  private JMSContext connection;
  private boolean closed;
  private long leftAloneUntil = System.nanoTime();

  private MessageThief(URLClassLoader library, ConnectionFactory factory) {
    this.library = library;
    this.factory = factory;
  }

  static MessageThief of(NodeHandle node) throws IOException {
    URLClassLoader library = library(node);
    try {
      Class<?> type = library.loadClass(FACTORY);
      Object factory = type.getConstructor().newInstance();
      var set = type.getMethod("setProperty", String.class, String.class);
      set.invoke(factory, "imqAddressList", "mq://127.0.0.1:" + node.brokerPort() + "/jms");
      // what it does not take stays in the queue, for the listeners
      set.invoke(factory, "imqConsumerFlowLimit", "1");
      set.invoke(factory, "imqAckTimeout", Long.toString(BROKER_LIMIT.toMillis()));
      return new MessageThief(library, (ConnectionFactory) factory);
    } catch (ReflectiveOperationException e) {
      throw new IOException("the broker's client library has no " + FACTORY, e);
    }
  }

  private static URLClassLoader library(NodeHandle node) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {node.brokerClient().toUri().toURL()}, MessageThief.class.getClassLoader());
  }

  /** Throws away at most so many; how many it got. */
  int lose(String queue, int most) {
    return stolen(queue, most).size();
  }

  /** Puts each back twice. */
  int twice(String queue, int most) {
    List<Message> messages = stolen(queue, most);
    send(queue, messages);
    send(queue, messages);
    return messages.size();
  }

  /** Puts them back after a while. */
  int late(String queue, int most, Duration pause) {
    List<Message> messages = stolen(queue, most);
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> send(queue, messages));
    return messages.size();
  }

  private synchronized List<Message> stolen(String queue, int most) {
    List<Message> messages = new ArrayList<>();
    if (isLeftAlone()) {
      return messages;
    }
    try {
      Queue place = connection().createQueue(queue);
      try (JMSConsumer consumer = connection().createConsumer(place)) {
        while (messages.size() < most) {
          Duration wait = messages.isEmpty() ? WAIT : SHORT_WAIT;
          Message message = consumer.receive(wait.toMillis());
          if (message == null) {
            break;
          }
          messages.add(message);
        }
      }
    } catch (JMSRuntimeException down) {
      // the broker is not there: nothing more to be had
      leaveAlone();
    }
    return messages;
  }

  private synchronized void send(String queue, List<Message> messages) {
    if (closed || isLeftAlone()) {
      // then they are lost, which is a fault as well
      return;
    }
    try {
      Queue place = connection().createQueue(queue);
      for (Message message : messages) {
        String id = message.getJMSCorrelationID();
        connection().createProducer().setJMSCorrelationID(id).send(place, message);
      }
    } catch (JMSRuntimeException | JMSException down) {
      leaveAlone();
    }
  }

  private JMSContext connection() {
    if (connection == null) {
      connection = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }
    return connection;
  }

  private boolean isLeftAlone() {
    return leftAloneUntil - System.nanoTime() > 0;
  }

  private void leaveAlone() {
    leftAloneUntil = System.nanoTime() + REST.toNanos();
    disconnect();
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (JMSRuntimeException gone) {
        // closed all the same
      }
      connection = null;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    disconnect();
    library.close();
  }
}
