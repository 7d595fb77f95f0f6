package io.kassa.erasure.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Erases personal data of payments that ended long ago, and deletes invoices whose years are over.
 * The first is off until somebody says after how many days: what is erased cannot come back, and
 * only the merchant's country knows the number. It runs on every node; no two take the same rows.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class.getName());
  private static final int MOST_BATCHES = 20;

  /** Days after the payment's expiry; 0 or less: never. */
  @Inject
  @ConfigProperty(name = "kassa.retention.personalDays", defaultValue = "0")
  private int personalDays;

  /** Full calendar years after the one of issue; 0 or less: never. */
  @Inject
  @ConfigProperty(name = "kassa.retention.invoiceYears", defaultValue = "10")
  private int invoiceYears;

  @EJB private SchemaGate gate;
  @EJB private RetentionBatch retention;

  @Schedule(second = "*/15", minute = "*", hour = "*", persistent = false)
  void everyFifteenSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    if (personalDays > 0) {
      inBatches("personal data of payments", () -> retention.erase(personalDays));
    }
    if (invoiceYears > 0) {
      inBatches("invoices", () -> retention.deleteInvoices(invoiceYears));
    }
  }

  private static void inBatches(String what, IntSupplier batch) {
    try {
      int done;
      int batches = 0;
      do {
        done = batch.getAsInt();
        LOG.log(Level.FINE, "{0} {1} are over", new Object[] {done, what});
      } while (done > 0 && ++batches < MOST_BATCHES);
    } catch (RuntimeException failure) {
      LOG.log(
          Level.WARNING, failure, () -> "retention of " + what + " did not finish; tried again");
    }
  }
}
