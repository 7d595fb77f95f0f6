package io.kassa.reconciliation.control;

import io.kassa.schema.SchemaGate;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks for the bills of the day before, and runs what was asked for. It runs on every node; a
 * reconciliation is asked for once and runs on one of them.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ReconciliationTimer {
  private static final Logger LOG = Logger.getLogger(ReconciliationTimer.class.getName());

  /** A bill is a stream of its own, and the providers' clients read two at once. */
  private static final int MOST_AT_ONCE = 2;

  /** More than the longest bill that is left over has. */
  private static final int MOST_BATCHES = 1_000;

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  @EJB private SchemaGate gate;
  @EJB private ReconciliationBook book;
  @EJB private StageBook stage;
  @EJB private CarryPurge purge;
  @EJB private ReconciliationRun run;

  private Clock clock;

  @PostConstruct
  void prepare() {
    clock = Clock.systemUTC();
  }

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void everyTwoSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      while (places.tryAcquire()) {
        if (!begin()) {
          return;
        }
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not take a reconciliation; taking it again", failure);
    }
  }

  /** Takes one, whose place is given back when it ends; false if none is due. */
  private boolean begin() {
    boolean begun = false;
    try {
      Optional<Run> taken = book.take();
      if (taken.isPresent()) {
        run.begin(taken.get()).whenComplete((done, failure) -> ended(taken.get(), failure));
        begun = true;
      }
      return begun;
    } finally {
      if (!begun) {
        places.release();
      }
    }
  }

  private void ended(Run ended, Throwable failure) {
    places.release();
    if (failure != null) {
      LOG.log(
          Level.WARNING,
          "the end of reconciliation " + ended.reconciliationId() + " was not written",
          failure);
    }
  }

  /** Finds nothing to do but once a day, where a configuration is new, and after a crash. */
  @Schedule(second = "30", minute = "*", hour = "*", persistent = false)
  void everyMinute() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      book.requestDaily(BillDay.lastDue(clock.instant()).date());
      int batches = 0;
      while (stage.removeLeftOver() > 0 && ++batches < MOST_BATCHES) {
        LOG.fine("lines of a run that ended early were removed");
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not ask for the bills of the day; asking again", failure);
    }
  }

  @Schedule(second = "45", minute = "*/10", hour = "*", persistent = false)
  void everyTenMinutes() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      purge.remove();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "what old bills told was not removed; tried again later", failure);
    }
  }
}
