package io.kassa.invoice.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Deletes invoices whose years are over: facts, files and numbers; the counters stay. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class InvoiceRetention {
  static final int BATCH = 200;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Deletes a batch, oldest first, unless another node is about it.
   *
   * @param years full calendar years (UTC) after the one of issue for which an invoice is kept
   * @return how many invoices, at most {@value #BATCH}; 0 while another node does
   */
  public int deleteOlderThan(int years) {
    return Sql.rows(
            entities,
            """
            with turn as materialized (
              select pg_try_advisory_xact_lock(hashtext('kassa.invoices.retention')) as mine
            ), old as (
              select merchant_id, id from invoices
               where (select mine from turn)
                 and issued_at < date_trunc('year', now(), 'UTC') - make_interval(years => ?1)
               order by issued_at limit ?2
            ), files as (
              delete from invoice_files f using old
               where f.merchant_id = old.merchant_id and f.invoice_id = old.id
            )
            delete from invoices i using old
             where i.merchant_id = old.merchant_id and i.id = old.id
            returning i.id
            """,
            years,
            BATCH)
        .size();
  }
}
