package io.kassa.reconciliation.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;

/**
 * Compares a bill that was laid down with the books. All of it is one transaction, so either every
 * difference is written and the day is done, or nothing is; it takes a slice at a time, so that no
 * statement runs long, and locks nothing that a payment needs.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Matching {
  static final int SLICE_LINES = 20_000;
  private static final Duration SLICE_OF_DAY = Duration.ofHours(1);

  /** Longer than a bill of many millions takes; the server's usual limit is meant for calls. */
  private static final int LONGEST_SECONDS = 600;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @Resource private UserTransaction transaction;
  @EJB private ReconciliationBook book;

  /**
   * Compares and ends the run.
   *
   * @param lines how many the bill has
   * @param billHash over its rows
   */
  public void compare(Run run, long lines, String billHash) {
    try {
      transaction.setTransactionTimeout(LONGEST_SECONDS);
      transaction.begin();
      try {
        entities.joinTransaction();
        write(run, lines, billHash);
        transaction.commit();
      } finally {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
          transaction.rollback();
        }
      }
    } catch (NotSupportedException
        | SystemException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException failure) {
      throw new IllegalStateException("what was compared could not be written", failure);
    }
  }

  /**
   * The statements are planned for this bill. A connection keeps a prepared statement's plan, and
   * one that was made for a short bill reads a long one's lines again for each of its payments.
   */
  private void planAnew() {
    Sql.change(entities, "set local plan_cache_mode = force_custom_plan");
  }

  private void write(Run run, long lines, String billHash) {
    planAnew();
    BillDay day = new BillDay(run.date());
    long matched = 0;
    long discrepancies = 0;
    for (long from = 1; from <= lines; from += SLICE_LINES) {
      for (String statement : new String[] {MatchStatements.PAYMENTS, MatchStatements.REFUNDS}) {
        Row found = lines(run, day, statement, from);
        matched += found.number(0);
        discrepancies += found.number(1);
      }
    }
    for (Instant from = day.begin(); from.isBefore(day.end()); from = from.plus(SLICE_OF_DAY)) {
      discrepancies += missing(run, MatchStatements.PAYMENTS_MISSING_THERE, from);
      discrepancies += missing(run, MatchStatements.REFUNDS_MISSING_THERE, from);
    }
    book.finish(run, billHash, matched, discrepancies);
  }

  private Row lines(Run run, BillDay day, String statement, long from) {
    return Sql.row(
            entities,
            statement,
            run.merchantId(),
            run.reconciliationId(),
            run.configurationId(),
            run.date().toString(),
            run.stageId(),
            from,
            from + SLICE_LINES,
            run.channel().name(),
            day.begin(),
            day.end())
        .orElseThrow();
  }

  private int missing(Run run, String statement, Instant from) {
    return Sql.change(
        entities,
        statement,
        run.merchantId(),
        run.reconciliationId(),
        run.configurationId(),
        run.date().toString(),
        run.stageId(),
        from,
        from.plus(SLICE_OF_DAY));
  }
}
