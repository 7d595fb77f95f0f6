package io.kassa.ledger.control;

import io.kassa.ledger.control.ClosingBook.Place;
import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.time.LocalDate;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Closes days that are over, oldest first, every ten seconds some batches of accounts. It runs on
 * every node; a lock in the database lets one at a time close a batch. A node that stops leaves the
 * day to the others, which begin it again: what is closed stays as it is.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class DayClosing {
  private static final Logger LOG = Logger.getLogger(DayClosing.class.getName());
  private static final int MOST_BATCHES = 100;

  @EJB private SchemaGate gate;
  @EJB private ClosingBook book;

  private LocalDate day;
  private Place place = Place.START;

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void everyTwoSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      for (int batch = 0; batch < MOST_BATCHES; batch++) {
        if (!step()) {
          return;
        }
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "a day of the ledger was not closed; tried again in 2 s", failure);
    }
  }

  /** One batch; false if there is nothing to do now. */
  private boolean step() {
    Optional<LocalDate> next = book.nextDay();
    if (next.isEmpty()) {
      return false;
    }
    if (!next.get().equals(day)) {
      day = next.get();
      place = Place.START;
    }
    Place reached = book.close(day, place);
    if (reached == null) {
      return false;
    }
    if (reached.equals(Place.START)) {
      book.closed(day);
      LOG.info("ledger closed through " + day);
    }
    place = reached;
    return true;
  }
}
