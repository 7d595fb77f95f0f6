package io.kassa.reconciliation.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Forgets what bills told of other days' attempts once those days are long compared. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CarryPurge {
  private static final int KEPT_DAYS = 100;
  private static final int BATCH = 10_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Removes a batch; how many. */
  public int remove() {
    return Sql.change(
        entities,
        """
        delete from reconciliation_carries where ctid = any (array (
          select ctid from reconciliation_carries
           where bill_date < current_date - ?1 order by bill_date limit ?2))
        """,
        KEPT_DAYS,
        BATCH);
  }
}
