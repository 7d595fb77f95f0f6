package io.kassa.idempotency;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Clears away idempotency records after 72 hours and nonces that are too old to be accepted, every
 * twenty seconds, in batches that are transactions of their own. It runs on every node; no two take
 * the same rows.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Cleaning {
  private static final Logger LOG = Logger.getLogger(Cleaning.class.getName());
  private static final int MOST_BATCHES = 500;

  @EJB private SchemaGate gate;
  @EJB private IdempotencyKeys keys;
  @EJB private Nonces nonces;

  @Schedule(second = "*/20", minute = "*", hour = "*", persistent = false)
  void everyTwentySeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      untilNoneIsLeft(keys::clear);
      untilNoneIsLeft(nonces::clear);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "cleaning did not finish; tried again in 20 s", failure);
    }
  }

  private static void untilNoneIsLeft(IntSupplier clear) {
    for (int batch = 0; batch < MOST_BATCHES && clear.getAsInt() > 0; batch++) {
      LOG.fine("a batch was cleared away");
    }
  }
}
