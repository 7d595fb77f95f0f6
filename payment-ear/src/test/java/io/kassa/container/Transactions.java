package io.kassa.container;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Callable;

/**
 * JTA transactions whose ends the tests decide. The work runs inside the EJB module: only there
 * does the server find the persistence unit.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Transactions {
  @Resource private UserTransaction transaction;

  /** Commits; if the work or the commit fails, rolls back and lets the failure through. */
  public <T> T commit(Callable<T> work) throws Exception {
    transaction.begin();
    try {
      T result = work.call();
      transaction.commit();
      return result;
    } finally {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }

  /** Rolls back whatever happens. */
  public <T> T rollBack(Callable<T> work) throws Exception {
    transaction.begin();
    try {
      return work.call();
    } finally {
      transaction.rollback();
    }
  }

  /** Commits, in a transaction that may last so many seconds. */
  public <T> T commitWithin(int seconds, Callable<T> work) throws Exception {
    transaction.setTransactionTimeout(seconds);
    try {
      return commit(work);
    } finally {
      transaction.setTransactionTimeout(0);
    }
  }
}
