package io.kassa.budget;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.concurrent.atomic.AtomicBoolean;

/** A part of a daily budget that a transaction spends, and gives back unless it commits. */
public final class Spending implements Synchronization {
  private final NodeBudget budget;
  private final long epochDay;
  private final long minor;
  private final AtomicBoolean undone = new AtomicBoolean();

  Spending(NodeBudget budget, long epochDay, long minor) {
    this.budget = budget;
    this.epochDay = epochDay;
    this.minor = minor;
  }

  /** Gives the part back: nothing was created after all. Again: does nothing. */
  public void undo() {
    if (undone.compareAndSet(false, true)) {
      budget.unspend(epochDay, minor);
    }
  }

  @Override
  public void beforeCompletion() {
    // what counts is how it ends
  }

  @Override
  public void afterCompletion(int status) {
    // a transaction in doubt stays counted, so that the limit holds however it is decided
    if (status == Status.STATUS_ROLLEDBACK) {
      undo();
    }
  }
}
