package io.kassa.payment.control;

import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * Erases what a payment's row holds of a person: the sealed buyer and every column of free text. It
 * touches only payments that are over and need no invoice any more; a payment that was canceled or
 * expired keeps the invoice status it was created with and never gets an invoice. The database
 * refuses to write such a column again afterwards.
 */
@Stateless
public class PaymentPrivacy {
  static final int BATCH = 200;

  /** No caller's text is in here. */
  private static final String ERASE =
      """
      update payments p
         set sealed_buyer = null, metadata = null, return_url = null, description = null,
             lines = null, erased_at = now()
      """;

  private static final String ERASABLE =
      """
       (p.status in ('CANCELED', 'EXPIRED')
        or (p.status = 'SUCCEEDED' and p.invoice_status <> 'PENDING'))
      """;

  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** Erases one payment's; false if there is no such payment, it was done, or it is too early. */
  public boolean erase(UUID merchantId, UUID paymentId) {
    return Sql.change(
            entities,
            ERASE
                + " where p.merchant_id = ?1 and p.id = ?2 and p.erased_at is null and"
                + ERASABLE,
            merchantId,
            paymentId)
        == 1;
  }

  /**
   * Erases a batch of payments whose expiry is so many days ago, oldest first. Several nodes may do
   * so at once; each takes other rows.
   *
   * @return how many, at most {@value #BATCH}
   */
  public int eraseOlderThan(int days) {
    return Sql.change(
        entities,
        "with old as ("
            + """
              select p.merchant_id, p.id from payments p
               where p.expires_at < now() - ?1 * interval '1 day'
                 and (p.sealed_buyer is not null or p.metadata is not null
                      or p.return_url is not null or p.description is not null
                      or p.lines is not null)
                 and"""
            + ERASABLE
            + " order by p.expires_at limit ?2 for update skip locked) "
            + ERASE
            + " from old where p.merchant_id = old.merchant_id and p.id = old.id",
        days,
        BATCH);
  }
}
