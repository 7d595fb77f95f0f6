package io.kassa.merchant.control;

import io.kassa.merchant.entity.AmountLimit;
import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;

/** The sole writer of merchants' limits. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class LimitBook {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** A merchant's limits by currency; at most one per currency. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<AmountLimit> of(UUID merchantId) {
    return Sql.rows(
            entities,
            """
            select currency, per_payment_minor, per_day_minor from merchant_limits
             where merchant_id = ?1 order by currency
            """,
            merchantId)
        .stream()
        .map(row -> new AmountLimit(row.text(0), minor(row, 1), minor(row, 2)))
        .toList();
  }

  /** Sets the limits of one currency. */
  public void set(UUID merchantId, AmountLimit limit) {
    Sql.change(
        entities,
        """
        insert into merchant_limits (merchant_id, currency, per_payment_minor, per_day_minor)
        values (?1, ?2, cast(?3 as bigint), cast(?4 as bigint))
        on conflict (merchant_id, currency) do update
           set per_payment_minor = excluded.per_payment_minor,
               per_day_minor = excluded.per_day_minor
        """,
        merchantId,
        limit.currency(),
        limit.perPaymentMinor(),
        limit.perDayMinor());
  }

  /** Removes the limits of one currency; false if there were none. */
  public boolean remove(UUID merchantId, String currency) {
    return Sql.change(
            entities,
            "delete from merchant_limits where merchant_id = ?1 and currency = ?2",
            merchantId,
            currency)
        > 0;
  }

  private static Long minor(Row row, int column) {
    return row.isNull(column) ? null : row.number(column);
  }
}
