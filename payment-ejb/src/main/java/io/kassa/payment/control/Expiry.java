package io.kassa.payment.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends payments whose time is over and that no channel was asked for. It runs on every node; rows
 * are taken with {@code skip locked}, so no payment is ended twice. A key is refused after its
 * expiry whether or not this ran: the claim compares the time itself.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Expiry {
  private static final Logger LOG = Logger.getLogger(Expiry.class.getName());
  private static final int MOST_BATCHES = 100;

  @EJB private SchemaGate gate;
  @EJB private PaymentBook book;

  @Schedule(second = "*/5", minute = "*", hour = "*", persistent = false)
  void everyFiveSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      for (int batch = 0; batch < MOST_BATCHES && book.expire() > 0; batch++) {
        LOG.fine("a batch of payments expired");
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "expiry did not finish; tried again in five seconds", failure);
    }
  }
}
