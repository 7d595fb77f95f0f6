package io.kassa.schema;

import io.kassa.crypto.KeyRegister;
import jakarta.annotation.PostConstruct;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens once the schema is current and the keys are loaded. If either fails (a database that is not
 * up yet, a keystore that is not mounted yet) the application stays deployed, says why, and tries
 * again every five seconds: nobody has to redeploy after the dependency came back.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaGate {
  private static final Logger LOG = Logger.getLogger(SchemaGate.class.getName());

  private final CountDownLatch opened = new CountDownLatch(1);
  private final ReentrantLock opening = new ReentrantLock();
  private volatile String obstacle = "not started yet";

  @EJB private Migration migration;
  @EJB private Partitions partitions;
  @EJB private KeyRegister keys;
  @Inject private SchemaState state;

  @PostConstruct
  void open() {
    if (isOpen() || !opening.tryLock()) {
      return;
    }
    try {
      migration.run();
      partitions.ensure();
      keys.load();
      opened.countDown();
      state.opened();
      obstacle = null;
      LOG.info("Kassa is open: schema current, partitions made, keys loaded");
    } catch (RuntimeException failure) {
      obstacle = failure.getMessage();
      LOG.log(Level.SEVERE, "Kassa stays closed and tries again in 5 s", failure);
    } finally {
      opening.unlock();
    }
  }

  @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false)
  void tryAgain() {
    open();
  }

  /** Whether requests, messages and timers may work. */
  public boolean isOpen() {
    return opened.getCount() == 0;
  }

  /** What keeps the gate shut, for operators; null when it is open. */
  public String obstacle() {
    return obstacle;
  }

  /** Waits until the gate opens, at most {@code limit}; tells whether it is open. */
  public boolean awaitOpen(Duration limit) throws InterruptedException {
    return opened.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
