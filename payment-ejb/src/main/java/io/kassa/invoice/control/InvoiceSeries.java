package io.kassa.invoice.control;

import io.kassa.storage.Row;
import io.kassa.storage.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.UUID;

/** The counters of documents: one per merchant, series and year, without gaps. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class InvoiceSeries {
  @PersistenceContext(unitName = "kassa")
  private EntityManager entities;

  /** The next number of a series, free until it is taken. */
  public record Next(UUID merchantId, String series, int year, long number, Instant now) {
    String label() {
      return "%s-%d-%06d".formatted(series, year, number);
    }
  }

  /**
   * This year's counter of the merchant, locked until the transaction ends: under it one document
   * gets one number, and a number that is rolled back is given again.
   */
  public Next lock(UUID merchantId, String series) {
    Sql.change(
        entities,
        """
        insert into invoice_series (merchant_id, series, year, last_number)
        values (?1, ?2, extract(year from now() at time zone 'UTC'), 0)
        on conflict (merchant_id, series, year) do nothing
        """,
        merchantId,
        series);
    Row row =
        Sql.row(
                entities,
                """
                select year, last_number, now() from invoice_series
                 where merchant_id = ?1 and series = ?2
                   and year = extract(year from now() at time zone 'UTC')
                   for update
                """,
                merchantId,
                series)
            .orElseThrow();
    return new Next(
        merchantId, series, Math.toIntExact(row.number(0)), row.number(1) + 1, row.time(2));
  }

  /** Takes the number under the lock. */
  public void take(Next next) {
    Sql.change(
        entities,
        """
        update invoice_series set last_number = ?4
         where merchant_id = ?1 and series = ?2 and year = ?3
        """,
        next.merchantId(),
        next.series(),
        next.year(),
        next.number());
  }
}
