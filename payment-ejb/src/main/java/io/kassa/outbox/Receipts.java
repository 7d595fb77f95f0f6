package io.kassa.outbox;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Forgets receipts that protect nothing any more. A receipt makes a second copy of its event
 * harmless, so it stays until the last copy is gone from every broker: a copy lives {@value
 * Courier#MESSAGE_DAYS} days at most, and none is sent once the receipt is there but those of a
 * batch that was leased before. The rest of the {@value #KEPT_DAYS} days is margin for clocks and
 * for a broker that comes back late.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Receipts {
  /** How long a receipt is kept at least. */
  static final int KEPT_DAYS = 30;

  /** How many receipts one transaction forgets at most. */
  static final int BATCH = 1_000;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /**
   * Forgets the oldest of those that are over age, at most {@value #BATCH}, and tells how many. One
   * node at a time: another finds the lock taken and forgets none. A lock and not {@code skip
   * locked}, since that would take the right to update receipts.
   */
  public int forget() {
    return Sql.change(
        entities,
        """
        with turn as materialized (
          select pg_try_advisory_xact_lock(hashtext('kassa.receipts')) as mine
        )
        delete from receipts where ctid = any (array (
          select ctid from receipts
           where (select mine from turn) and received_at < now() - ?1 * interval '1 day'
           order by received_at limit ?2))
        """,
        KEPT_DAYS,
        BATCH);
  }
}
