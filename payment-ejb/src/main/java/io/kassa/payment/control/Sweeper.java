package io.kassa.payment.control;

import io.kassa.channel.control.TimeScale;
import io.kassa.incident.IncidentBook;
import io.kassa.incident.IncidentBook.About;
import io.kassa.incident.IncidentKind;
import io.kassa.payment.entity.Attempt;
import io.kassa.payment.entity.AttemptRef;
import io.kassa.payment.entity.AttemptState;
import io.kassa.schema.SchemaGate;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks channels about attempts that are open, until they say. It runs on every node; each takes
 * other attempts. An attempt about which a channel says nothing that can be believed becomes an
 * incident after {@value #ASKS_BEFORE_ALARM} asks, and is asked about every hour all the same.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Sweeper {
  private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());
  private static final int MOST_AT_ONCE = 64;

  /** The pause has grown to an hour by then. */
  private static final int ASKS_BEFORE_ALARM = 12;

  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  @EJB private SchemaGate gate;
  @EJB private AttemptBook book;
  @EJB private Inquiry inquiry;
  @EJB private IncidentBook incidents;
  @Inject private TimeScale scale;

  @Schedule(second = "*/1", minute = "*", hour = "*", persistent = false)
  void everySecond() {
    int free = places.drainPermits();
    if (!gate.isOpen() || free == 0) {
      places.release(free);
      return;
    }
    int taken = 0;
    try {
      for (AttemptRef due : book.leaseDue(free, scale.factor(true))) {
        taken++;
        ask(due);
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "could not ask about attempts; asking again", failure);
    } finally {
      places.release(free - taken);
    }
  }

  private void ask(AttemptRef due) {
    CompletionStage<Attempt> asked;
    try {
      asked = inquiry.ask(book.find(due).orElseThrow());
    } catch (RuntimeException failure) {
      places.release();
      throw failure;
    }
    asked.whenComplete(
        (attempt, failure) -> {
          places.release();
          if (failure != null) {
            LOG.log(Level.WARNING, "attempt " + due.id() + " is asked about again", failure);
          } else {
            alarm(attempt);
          }
        });
  }

  private void alarm(Attempt attempt) {
    if (attempt.status() == AttemptState.UNKNOWN && attempt.asks() >= ASKS_BEFORE_ALARM) {
      AttemptRef ref = attempt.ref();
      incidents.reportAlone(
          IncidentKind.ATTEMPT_UNKNOWN,
          new About(
              ref.merchantId(),
              ref.id().toString(),
              ref.paymentId(),
              ref.id(),
              attempt.configurationId()),
          "asked " + attempt.asks() + " times");
    }
  }
}
