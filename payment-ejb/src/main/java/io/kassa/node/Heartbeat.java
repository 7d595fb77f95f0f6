package io.kassa.node;

import io.kassa.schema.SchemaGate;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the other nodes every five seconds that this one lives, and counts them. A heartbeat that
 * fails is tried again after a second; meanwhile the share becomes unsure by itself.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Heartbeat {
  private static final Logger LOG = Logger.getLogger(Heartbeat.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(5);

  @EJB private SchemaGate gate;
  @EJB private Nodes nodes;
  @Inject private NodeShare share;
  @Inject private NodeId node;

  private volatile boolean beaten;
  private volatile long beatenAt;

  @Schedule(second = "*", minute = "*", hour = "*", persistent = false)
  void everySecond() {
    long sent = share.now();
    // the timer fires a little early or late: nine tenths of the period are the period
    boolean early = beaten && sent - beatenAt < PERIOD.toNanos() * 9 / 10;
    if (early || !gate.isOpen()) {
      return;
    }
    try {
      nodes.beat(node.id());
      share.counted(sent, nodes.live());
      beatenAt = sent;
      beaten = true;
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "no heartbeat: {0}; tried again in a second", failure.getMessage());
    }
  }

  @PreDestroy
  void leave() {
    share.leave();
    if (!beaten) {
      return;
    }
    try {
      nodes.remove(node.id());
    } catch (RuntimeException failure) {
      LOG.log(Level.INFO, "not signed off; the others forget this node in 15 s");
    }
  }
}
