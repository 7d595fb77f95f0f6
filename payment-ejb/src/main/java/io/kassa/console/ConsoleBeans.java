package io.kassa.console;

import io.kassa.access.Caller;
import io.kassa.archive.Archive;
import io.kassa.crypto.KeyWatch;
import io.kassa.crypto.Keys;
import io.kassa.node.NodeShare;
import io.kassa.outbox.Consumers;
import io.kassa.outbox.DeadLetterBook;
import io.kassa.outbox.RelayHolds;
import io.kassa.payment.control.AttemptBook;
import io.kassa.payment.control.Inquiry;
import io.kassa.schema.SchemaGate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Registers Kassa's MBeans at the server and takes them away again. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConsoleBeans {
  /** An administrator of the server who came by JMX. */
  static final Caller CALLER = new Caller.Operator("jmx", true);

  private static final Logger LOG = Logger.getLogger(ConsoleBeans.class.getName());

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<ObjectName> registered = new ArrayList<>();

  @EJB private RelayHolds holds;
  @EJB private DeadLetterBook deadLetters;
  @EJB private AttemptBook attempts;
  @EJB private Inquiry inquiry;
  @EJB private KeyWatch keyWatch;
  @EJB private SchemaGate gate;
  @EJB private Archive archive;
  @Inject private Keys keys;
  @Inject private NodeShare share;

  @PostConstruct
  void registerAll() {
    for (String consumer : Consumers.ALL) {
      register("Relay,consumer=" + consumer, new RelayConsole(holds, consumer));
    }
    register("DeadLetters", new DeadLettersConsole(deadLetters));
    register("Channels", new ChannelsConsole(attempts, inquiry));
    register("Keys", new KeysConsole(keys, keyWatch));
    register("Archive", new ArchiveConsole(archive));
    register("Node", new NodeConsole(gate, share));
  }

  /** Without its MBeans a node serves as well, so a failure is only told. */
  private void register(String type, Object bean) {
    try {
      ObjectName name = new ObjectName("io.kassa:type=" + type);
      if (server.isRegistered(name)) {
        // left behind by a deployment that failed half-way
        server.unregisterMBean(name);
      }
      server.registerMBean(bean, name);
      registered.add(name);
    } catch (JMException failure) {
      LOG.log(Level.WARNING, "no MBean for " + type, failure);
    }
  }

  @PreDestroy
  void unregister() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException failure) {
        LOG.log(Level.WARNING, name + " stays registered", failure);
      }
    }
  }

  static UUID id(String parameter, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(parameter + " is not a UUID: " + text, e);
    }
  }
}
