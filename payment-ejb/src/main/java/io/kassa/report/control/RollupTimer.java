package io.kassa.report.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Counts what happened, every two seconds on every node; the cursor's lock lets one count. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RollupTimer {
  private static final Logger LOG = Logger.getLogger(RollupTimer.class.getName());
  private static final int MOST_BATCHES = 50;

  @EJB private SchemaGate gate;
  @EJB private RollupBook book;

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void everyTwoSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      int batches = 0;
      while (book.count() && ++batches < MOST_BATCHES) {
        // the next batch
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "events were not counted; counting them again in 2 s", failure);
    }
  }

  @Schedule(second = "20", minute = "*/15", hour = "*", persistent = false)
  void everyQuarterOfAnHour() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      book.removeOldHours();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "old hours of reports were not removed; tried again later", failure);
    }
  }
}
