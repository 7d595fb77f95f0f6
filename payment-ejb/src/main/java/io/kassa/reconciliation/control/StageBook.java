package io.kassa.reconciliation.control;

import io.kassa.storage.Sql;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * The sole writer of the table in which bills lie while they are compared. A batch travels as one
 * text per column and is taken apart by the database: one round trip for thousands of lines, and a
 * value never becomes part of a statement.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StageBook {
  /** So many lines are removed by one statement, which then ends long before it is cut off. */
  private static final int REMOVED_AT_ONCE = 20_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  @EJB private ReconciliationBook book;

  /**
   * Lays a batch of lines down and notes the progress.
   *
   * @param columns one text per column, as {@link StageBatch} makes them
   * @param payments how many of all lines so far are payments
   * @param refunds how many are refunds
   */
  public void add(Run run, List<String> columns, long payments, long refunds) {
    Sql.change(
        entities,
        """
        insert into reconciliation_lines
          (merchant_id, stage_id, line, kind, transaction_id, order_number, attempt_id,
           refund_number, refund_id, amount_minor, currency, state, standing, at)
        select ?1, ?2, cast(b.line as integer), b.kind, coalesce(b.transaction_id, ''),
               coalesce(b.order_number, ''),
               cast(nullif(b.attempt_id, '') as uuid), nullif(b.refund_number, ''),
               cast(nullif(b.refund_id, '') as uuid), cast(b.amount_minor as bigint),
               coalesce(b.currency, ''), coalesce(b.state, ''), b.standing, to_timestamp(cast(b.at as double precision))
          from unnest(string_to_array(?3, chr(31)), string_to_array(?4, chr(31)),
                      string_to_array(?5, chr(31)), string_to_array(?6, chr(31)),
                      string_to_array(?7, chr(31)), string_to_array(?8, chr(31)),
                      string_to_array(?9, chr(31)), string_to_array(?10, chr(31)),
                      string_to_array(?11, chr(31)), string_to_array(?12, chr(31)),
                      string_to_array(?13, chr(31)), string_to_array(?14, chr(31)))
            as b (line, kind, transaction_id, order_number, attempt_id, refund_number, refund_id,
                  amount_minor, currency, state, standing, at)
        """,
        run.merchantId(),
        run.stageId(),
        columns.get(0),
        columns.get(1),
        columns.get(2),
        columns.get(3),
        columns.get(4),
        columns.get(5),
        columns.get(6),
        columns.get(7),
        columns.get(8),
        columns.get(9),
        columns.get(10),
        columns.get(11));
    book.progress(run, payments, refunds);
  }

  /** Has statistics made of what was laid down, which its comparison is planned by. */
  public void know() {
    Sql.rows(entities, "select 1 from know_reconciliation_lines()");
  }

  /** Removes some of a run's lines; false if there were none left. */
  public boolean remove(Run run) {
    return Sql.change(
            entities,
            """
            delete from reconciliation_lines
             where merchant_id = ?1 and stage_id = ?2
               and line < ?3 + (select min(line) from reconciliation_lines
                                 where merchant_id = ?1 and stage_id = ?2)
            """,
            run.merchantId(),
            run.stageId(),
            REMOVED_AT_ONCE)
        > 0;
  }

  /** Removes some lines of runs that are over, as a crash leaves them; how many. */
  public int removeLeftOver() {
    return Sql.change(
        entities,
        """
        with one as (
          select l.merchant_id, l.stage_id, l.line from reconciliation_lines l
           where not exists (select 1 from reconciliations r
                              where r.merchant_id = l.merchant_id and r.stage_id = l.stage_id
                                and r.status = 'RUNNING')
           limit 1
        )
        delete from reconciliation_lines l using one
         where l.merchant_id = one.merchant_id and l.stage_id = one.stage_id
           and l.line >= one.line and l.line < one.line + ?1
        """,
        REMOVED_AT_ONCE);
  }
}
