package io.kassa.payment.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/**
 * Erases what a payment's row holds of a person: the sealed buyer, every column of free text and
 * the reasons of its refunds. It touches only payments that are over and need no invoice any more;
 * a payment that was canceled or expired keeps the invoice status it was created with and never
 * gets an invoice. The database refuses to write such a column again afterwards.
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

  /** The reasons of the payment's refunds are free text too. */
  private static final String WITH_REASONS =
      """
       returning p.merchant_id, p.id
      ), reasons as (
        update refunds r set reason = null from erased e
         where r.merchant_id = e.merchant_id and r.payment_id = e.id and r.reason is not null
      )
      select count(*) from erased
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
    return Sql.row(
                entities,
                "with erased as ("
                    + ERASE
                    + " where p.merchant_id = ?1 and p.id = ?2 and p.erased_at is null and"
                    + ERASABLE
                    + WITH_REASONS,
                merchantId,
                paymentId)
            .orElseThrow()
            .number(0)
        == 1;
  }

  /**
   * Erases a batch of payments whose expiry is so many days ago, oldest first. Several nodes may do
   * so at once; each takes other rows.
   *
   * @return how many, at most {@value #BATCH}
   */
  public int eraseOlderThan(int days) {
    Row erased =
        Sql.row(
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
                    + " order by p.expires_at limit ?2 for update skip locked), erased as ("
                    + ERASE
                    + " from old where p.merchant_id = old.merchant_id and p.id = old.id"
                    + WITH_REASONS,
                days,
                BATCH)
            .orElseThrow();
    return Math.toIntExact(erased.number(0));
  }
}
