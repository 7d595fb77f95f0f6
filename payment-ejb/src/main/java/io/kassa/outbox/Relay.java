package io.kassa.outbox;

import io.kassa.node.NodeId;
import io.kassa.schema.SchemaGate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Publishes the outbox: lease a batch (transaction 1), send it in a transaction that holds JMS
 * alone, mark it sent (transaction 2). It runs on every node, and nodes share the work row by row.
 * After a crash between two steps the lease runs out and the batch is sent again; consumers write
 * receipts, so twice is once. Each node has a broker of its own: what a node that is gone had sent
 * to its own is told again by the others.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Relay {
  private static final Logger LOG = Logger.getLogger(Relay.class.getName());
  private static final int PAUSE_MILLIS = 200;
  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 20;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Resource(name = "concurrent/kassaScheduler")
  private ManagedScheduledExecutorService scheduler;

  @Inject
  @ConfigProperty(name = "kassa.relay.window", defaultValue = "2000")
  private int window;

  @EJB private SchemaGate gate;
  @EJB private Outbox outbox;
  @EJB private Courier courier;

  @Inject private NodeId node;
  @Inject private Event<Leased> leased;

  private ScheduledFuture<?> running;
  private volatile boolean broken;

  /** Of the relay's own runs, of which there is one at a time. */
  private volatile long lookedAt = System.nanoTime();

  @PostConstruct
  void start() {
    running =
        scheduler.scheduleWithFixedDelay(
            this::run, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What lies in this node's broker is told by the others: the broker goes with the server. */
  @PreDestroy
  void stop() {
    running.cancel(false);
    try {
      if (gate.isOpen()) {
        outbox.giveBack(node.id());
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.INFO, "not handed over: what this broker holds is told again in a minute");
    }
  }

  private void run() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      takeOver();
      int sent = Consumers.ALL.stream().mapToInt(this::relay).sum();
      if (broken && sent > 0) {
        // a broker that was away has forgotten what it had
        outbox.giveBack(node.id());
        LOG.info("the relay works again");
        broken = false;
      }
    } catch (RuntimeException failure) {
      // confirmations go on without a broker; what was leased is sent when the lease runs out
      if (!broken) {
        LOG.log(Level.WARNING, "the relay cannot publish; it keeps trying", failure);
      }
      broken = true;
    }
  }

  /** Once a second. */
  private void takeOver() {
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = System.nanoTime();
    int taken = outbox.takeOver();
    if (taken > 0) {
      LOG.info(taken + " notices lay with a node that is gone; they are told again");
    }
  }

  /**
   * Until little is left: what comes meanwhile is worth a lease of its own only in the next run.
   *
   * @return how many notices the broker took
   */
  private int relay(String consumer) {
    String name = node.id().toString();
    int all = 0;
    int sent = BATCH;
    for (int batch = 0; batch < MOST_BATCHES && sent == BATCH; batch++) {
      List<Notice> notices = outbox.lease(consumer, name, BATCH, window);
      sent = notices.size();
      if (sent > 0) {
        leased.fire(new Leased(consumer, notices));
        courier.send(consumer, notices);
        outbox.markSent(consumer, name, notices);
        all += sent;
      }
    }
    return all;
  }
}
