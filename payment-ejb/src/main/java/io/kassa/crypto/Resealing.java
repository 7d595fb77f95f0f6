package io.kassa.crypto;

import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * After a rotation seals stored values anew, in small batches, until none names an older key. It
 * runs on every node; rows are taken with {@code skip locked} and replaced only if they are still
 * what was read.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Resealing {
  private static final Logger LOG = Logger.getLogger(Resealing.class.getName());
  private static final int MOST_BATCHES = 100;

  private final Remarks remarks = new Remarks(LOG);

  @Inject private Keys keys;
  @EJB private ResealingBatch batch;

  @Schedule(second = "2/5", minute = "*", hour = "*", persistent = false)
  void everyFiveSeconds() {
    if (!keys.isLoaded()) {
      return;
    }
    for (SealedColumn column : SealedColumn.values()) {
      try {
        pass(column);
        remarks.settle(column + " failed");
      } catch (RuntimeException failure) {
        remarks.make(
            column + " failed", Level.WARNING, column + " is not sealed anew yet: " + failure);
      }
    }
  }

  private void pass(SealedColumn column) {
    int resealed = 0;
    List<String> unopened = new ArrayList<>();
    String after = "";
    for (int done = 0; done < MOST_BATCHES && after != null; done++) {
      ResealingBatch.Result result = batch.run(column, after);
      resealed += result.resealed();
      unopened.addAll(result.unopened());
      after = result.last();
    }
    if (resealed > 0) {
      LOG.info(column + ": " + resealed + " values sealed with the active key");
    }
    if (unopened.isEmpty()) {
      remarks.settle(column + " unopened");
    } else {
      remarks.make(
          column + " unopened",
          Level.SEVERE,
          "%s: %d values cannot be opened and keep their key, the first in row %s"
              .formatted(column, unopened.size(), unopened.get(0)));
    }
  }
}
