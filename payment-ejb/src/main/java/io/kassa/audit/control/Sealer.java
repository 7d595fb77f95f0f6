package io.kassa.audit.control;

import io.kassa.schema.SchemaGate;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Seals committed entries every two seconds, so within five. It runs on every node; a lock in the
 * database lets one at a time append. Each new end of the chain goes to the log: copies of it
 * outside the database are what shows that somebody made the whole chain anew.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Sealer {
  private static final Logger LOG = Logger.getLogger(Sealer.class.getName());
  private static final int MOST_BATCHES = 20;

  @EJB private SchemaGate gate;
  @EJB private AuditChain chain;

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void everyTwoSeconds() {
    if (!gate.isOpen()) {
      return;
    }
    try {
      AuditChain.Batch batch;
      int batches = 0;
      do {
        batch = chain.seal();
        if (batch != null) {
          LOG.info("audit chain " + batch.head().sequence() + " " + batch.head().hex());
        }
      } while (batch != null && ++batches < MOST_BATCHES);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "audit entries were not sealed; tried again in 2 s", failure);
    }
  }
}
