package io.kassa.outbox;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has old receipts forgotten, every minute on every node: batch by batch, each a transaction of its
 * own, so that no lock is held for long and a crash loses one batch of work.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ReceiptPurge {
  private static final Logger LOG = Logger.getLogger(ReceiptPurge.class.getName());

  /** Together with the batch: more receipts in a minute than payments can be confirmed. */
  private static final int MOST_BATCHES = 200;

  @EJB private SchemaGate gate;
  @EJB private Receipts receipts;

  @Schedule(second = "10/20", minute = "*", hour = "*", persistent = false)
  void everyTwentySeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      int batches = 0;
      while (batches < MOST_BATCHES && receipts.forget() == Receipts.BATCH) {
        batches++;
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "old receipts stay; tried again in 20 s", failure);
    }
  }
}
