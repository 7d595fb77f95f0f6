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

  /** The next number of a series, taken in the caller's transaction. */
  public record Next(UUID merchantId, String series, int year, long number, Instant now) {
    String label() {
      return "%s-%d-%06d".formatted(series, year, number);
    }
  }

  /**
   * Takes the next number of this year. The merchant's counter is locked until the transaction
   * ends: under it one document gets one number, and a number that is rolled back is given again.
   */
  public Next take(UUID merchantId, String series) {
    Row row =
        Sql.row(
                entities,
                """
                insert into invoice_series as s (merchant_id, series, year, last_number)
                values (?1, ?2, extract(year from now() at time zone 'UTC'), 1)
                on conflict (merchant_id, series, year)
                  do update set last_number = s.last_number + 1
                returning year, last_number, now()
                """,
                merchantId,
                series)
            .orElseThrow();
    return new Next(merchantId, series, Math.toIntExact(row.number(0)), row.number(1), row.time(2));
  }

  /** Gives a number back in the transaction that took it: the document had one already. */
  public void giveBack(Next next) {
    Sql.change(
        entities,
        """
        update invoice_series set last_number = ?4 - 1
         where merchant_id = ?1 and series = ?2 and year = ?3
        """,
        next.merchantId(),
        next.series(),
        next.year(),
        next.number());
  }
}
