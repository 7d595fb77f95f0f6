package io.kassa.erasure.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Erases personal data of payments that ended long ago. Off until somebody says after how many
 * days: what is erased cannot come back, and only the merchant's country knows the number. It runs
 * on every node; each batch takes other rows.
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

  @EJB private SchemaGate gate;
  @EJB private RetentionBatch retention;

  @Schedule(second = "*/15", minute = "*", hour = "*", persistent = false)
  void everyFifteenSeconds() {
    if (personalDays <= 0 || !gate.isOpen()) {
      return;
    }
    try {
      for (int batch = 0; batch < MOST_BATCHES && retention.erase(personalDays) > 0; batch++) {
        LOG.fine("personal data of a batch of payments was erased");
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "retention did not finish; tried again in 15 s", failure);
    }
  }
}
